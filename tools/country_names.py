"""Names of countries and areas that CLDR does not list: official ones, older ones, short ones, in English, French and Chinese.

Every country is here, most with nothing to add. Where two countries share a word, it stands with the one that ISO 3166-1
gives it to ("Congo"), or with none.
"""

from __future__ import annotations

_NAMES = """
AD
AE UAE; U.A.E.; Emirates; Émirats; EAU; 阿联酋; 阿拉伯联合酋长国
AF
AG Antigua and Barbuda; Antigua; 安提瓜
AI
AL
AM
AO
AQ
AR Argentine Republic; République argentine
AS
AT
AU Commonwealth of Australia; 澳大利亞
AW
AX Aland Islands; Åland; 奥兰群岛; Åland, Îles
AZ
BA Bosnia; Bosnie; BiH; 波黑; Bosnie et Herzégovine
BB
BD Bengladesh
BE
BF
BG
BH
BI
BJ
BL St Barts; St. Barts; St Barths; 圣巴泰勒米
BM
BN Brunei Darussalam; Brunéi Darussalam; Negara Brunei Darussalam; 文莱达鲁萨兰国; 汶莱
BO Plurinational State of Bolivia; Bolivia (Plurinational State of); Bolivia, Plurinational State of; État plurinational de Bolivie; Bolivie, État plurinational de; Bolivie (État plurinational de); 多民族玻利维亚国; 波利维亚
BQ Bonaire, Sint Eustatius and Saba; Bonaire, Saint-Eustache et Saba; Caribbean Netherlands; BES Islands; 博奈尔、圣尤斯特歇斯和萨巴; 博内尔、圣尤斯特歇斯和萨巴
BR
BS The Bahamas; Les Bahamas
BT Bouthan
BV Bouvet, Île; 布韦岛; 布维群岛
BW
BY Bélarus; Belorussia; Byelorussia
BZ
CA
CC Keeling Islands; Cocos Islands; Îles Cocos (Keeling); Cocos (Keeling), Îles; Cocos (îles)/Keeling (îles); 科科斯群岛
CD 剛果民主共和國; Congo, The Democratic Republic of the; Congo (the Democratic Republic of the); Democratic Republic of the Congo; Democratic Republic of Congo; DR Congo; DRC; D.R. Congo; Congo DR; Congo-Kinshasa; Zaire; Zaïre; République démocratique du Congo; RD Congo; RDC; Congo, République démocratique du; Congo (la République démocratique du); 刚果民主共和国; 民主刚果; 刚果（金）; 扎伊尔
CF CAR; République centrafricaine; Centrafrique; RCA; Centrafricaine, République; 中非
CG 剛果; 剛果共和國; Congo; Republic of the Congo; Congo Republic; Congo-Brazzaville; République du Congo; le Congo; 刚果; 刚果共和国; 刚果（布）
CH Swiss Confederation; Confédération suisse; Confédération helvétique; Helvetia; 瑞士联邦
CI Ivory Coast; Côte d'Ivoire; Côte-d'Ivoire; 象牙海岸
CK Cook, Îles
CL
CM
CN 中華人民共和國; China; PRC; P.R. China; PR China; P.R.C.; People's Republic of China; China, People's Republic of; Mainland China; République populaire de Chine; RPC; Chine populaire; Chine continentale; 中华人民共和国; 中國; 中國大陸; 中国大陆
CO
CR
CU
CV Cape Verde; Cabo Verde; Cap-Vert; 佛得角; 维德角
CW Curaçao
CX Christmas, Île; 圣诞岛
CY
CZ Czech Republic; République tchèque; Tchèque, République; 捷克共和国; Czech
DE Deutschland; Federal Republic of Germany; République fédérale d'Allemagne; FRG; RFA; 德意志联邦共和国
DJ
DK
DM Commonwealth of Dominica
DO Dominicaine, République; la République dominicaine; 多米尼加
DZ République algérienne démocratique et populaire
EC
EE
EG Arab Republic of Egypt; 阿拉伯埃及共和国; République arabe d’Égypte
EH Sahara occidental; 西撒哈拉
ER
ES
ET
FI
FJ
FK Falkland Islands (Malvinas); Falklands; Malvinas; Islas Malvinas; Îles Falkland (Malvinas); Falkland, Îles (Malvinas); Falkland (îles)/Malouines (îles); Malouines; Îles Malouines; 福克兰群岛（马尔维纳斯）; 马尔维纳斯群岛; 福克兰群岛; Malouines, Îles (Falkland)
FM Micronesia, Federated States of; Micronesia (Federated States of); Federated States of Micronesia; Micronésie, États fédérés de; Micronésie (États fédérés de); États fédérés de Micronésie; 密克罗尼西亚联邦; 密克罗尼西亚
FO Faeroe Islands; Faroes; Îles Féroé; Féroé, Îles; 法罗群岛
FR French Republic; République française; 法兰西共和国; 法蘭西; 法兰西
GA Gabonese Republic; République gabonaise
GB UK; U.K.; Great Britain; Britain; England; Scotland; Wales; Northern Ireland; United Kingdom of Great Britain and Northern Ireland; Grande-Bretagne; Angleterre; Écosse; Pays de Galles; Irlande du Nord; R.-U.; Royaume-Uni de Grande-Bretagne et d'Irlande du Nord; 大不列颠及北爱尔兰联合王国; 大不列颠; 联合王国; 英格兰; 苏格兰; 威尔士; 北爱尔兰
GD
GE
GF
GG
GH
GI
GL
GM The Gambia; Republic of The Gambia
GN
GP
GQ
GR EL; Hellas; Hellenic Republic; République hellénique; 希腊共和国; République grecque
GS South Georgia and the South Sandwich Islands; South Georgia; Géorgie du Sud et les Îles Sandwich du Sud; Géorgie du Sud-et-les îles Sandwich du Sud; Géorgie du Sud; 南乔治亚岛和南桑威奇群岛; 南乔治亚; 南乔治亚和南桑德韦奇群岛
GT 瓜地马拉
GU
GW Guinea Bissau; Guinée Bissau; 几内亚比绍
GY
HK Hong Kong; Hongkong; Hong Kong SAR; HKSAR; Hong Kong, China; Hong Kong Special Administrative Region; Hong Kong Special Administrative Region of China; Région administrative spéciale de Hong Kong; 香港; 中国香港; 香港特别行政区; 香港特區; Région administrative spéciale chinoise de Hong Kong; Région spéciale administrative chinoise de Hong-Kong
HM Heard Island and McDonald Islands; Heard et McDonald, Îles; Heard, Île et McDonald, Îles; Heard-et-Îles MacDonald (l'Île); Heard-et-MacDonald; Îles Heard-et-McDonald; 赫德岛和麦克唐纳岛; 赫德与麦克唐纳群岛
HN
HR
HT
HU
ID
IE Republic of Ireland; Eire; Éire; République d'Irlande; 爱尔兰共和国
IL
IM Île de Man; Man, Île de; 马恩岛; 曼岛
IN Bharat; Republic of India
IO Océan Indien, Territoire britannique de l'; Territoire britannique de l'océan Indien; Chagos; 英属印度洋领土; 英属印度洋领地
IQ
IR Iran, Islamic Republic of; Iran (Islamic Republic of); Islamic Republic of Iran; Persia; Iran, République islamique d'; Iran (République islamique d'); République islamique d'Iran; 伊朗伊斯兰共和国
IS
IT Italian Republic; République italienne; 意大利共和国
JE
JM
JO Hashemite Kingdom of Jordan; 约旦哈希姆王国; 约旦哈希姆
JP State of Japan; 日本国
KE
KG 吉尔吉斯坦; Kyrgyz Republic; Kirghizie; Kirghizstan; Kirghizistan; 吉尔吉斯; 吉尔吉斯共和国; République kirghize
KH Kampuchea; Cambodge; 柬埔塞; 高棉
KI
KM 科摩罗联盟
KN Saint Kitts and Nevis; St Kitts and Nevis; Saint-Kitts-et-Nevis; Saint Christophe et Nevis; 圣基茨与尼维斯
KP Korea, Democratic People's Republic of; Korea (the Democratic People's Republic of); Democratic People's Republic of Korea; DPRK; DPR Korea; North Korea; République populaire démocratique de Corée; Corée, République populaire démocratique de; Corée (la République populaire démocratique de); RPDC; 朝鲜民主主义人民共和国; 北朝鲜; 北韩; 北韓; République démocratique populaire de Corée
KR Korea; Korea, Republic of; Korea (the Republic of); Republic of Korea; ROK; R.O. Korea; Korea (South); South Korea; S. Korea; Corée; République de Corée; Corée, République de; Corée (la République de); 大韩民国; 大韓民國; 南韩; 南韓; 南朝鲜
KW
KY Caïmans, Îles; Caymans
KZ
LA Lao People's Democratic Republic; Lao PDR; Laos PDR; Lao; Lao, République démocratique populaire; République démocratique populaire lao; RDP lao; 老挝人民民主共和国; 寮國; 老撾
LB Lebanese Republic; République libanaise
LC Saint Lucia; St Lucia; Sainte Lucie
LI
LK Ceylon; Ceylan; 锡兰
LR
LS
LT
LU Grand Duchy of Luxembourg; Grand-Duché de Luxembourg; 卢森堡大公国
LV
LY State of Libya; Libyan Arab Jamahiriya; Jamahiriya arabe libyenne
MA
MC
MD Moldova, Republic of; Moldova (the Republic of); Republic of Moldova; Moldavia; Moldova, République de; Moldavie, République de; République de Moldova; République de Moldavie; 摩尔多瓦共和国
ME
MF Saint Martin (French part); Saint-Martin (partie française); Saint-Martin (France); 圣马丁（法国部分）; 法属圣马丁
MG
MH Marshall, Îles; Marshalls
MK Macedonia; FYROM; FYR Macedonia; The former Yugoslav Republic of Macedonia; Macedonia, the former Yugoslav Republic of; Republic of North Macedonia; Macédoine; Ex-République yougoslave de Macédoine; 马其顿; 前南斯拉夫马其顿共和国; République de Macédoine du Nord
ML
MM Burma; Myanmar; Republic of the Union of Myanmar; Birmanie; 缅甸联邦共和国
MN
MO Macao; Macau; Macao SAR; Macau SAR; Macao, China; Macau, China; Macao Special Administrative Region; Macao Special Administrative Region of China; Région administrative spéciale de Macao; 澳门; 澳門; 中国澳门; 澳门特别行政区; Région administrative spéciale chinoise de Macao; Région spéciale administrative chinoise de Macao
MP Mariannes du Nord; Îles Mariannes du Nord; Mariannes du Nord, Îles; 北马里亚纳; 北马里亚纳自由联邦; 北马里亚纳群岛自由联邦; Commonwealth of the Northern Mariana Islands
MQ
MR Islamic Republic of Mauritania
MS
MT 马尔他
MU Île Maurice
MV
MW
MX Mexican United States; United Mexican States; États-Unis mexicains; États-Unis du Mexique; 墨西哥合众国
MY
MZ
NA
NC
NE
NF Norfolk, Île
NG
NI
NL Holland; The Netherlands; Kingdom of the Netherlands; Hollande; les Pays-Bas; Royaume des Pays-Bas; 尼德兰; 荷兰王国
NO
NP
NR
NU Nioue; Niue
NZ Aotearoa; 新西蘭; Nouvelle Zélande
OM
PA
PE
PF 法属玻利尼西亚
PG PNG; Papouasie Nouvelle Guinée
PH The Philippines; les Philippines
PK Islamic Republic of Pakistan
PL
PM Saint Pierre and Miquelon; St Pierre and Miquelon; Saint Pierre et Miquelon; 圣皮埃尔和密克隆; 圣皮埃尔岛和密克隆岛
PN Pitcairn; Pitcairn, Îles; 皮特凯恩; 皮特凯恩岛
PR
PS Palestine; Palestine, State of; State of Palestine; Palestinian Territory; Palestinian Territories; Palestinian Territory, Occupied; Occupied Palestinian Territory; Palestine, État de; État de Palestine; Territoires palestiniens; Territoire palestinien occupé; Palestinien occupé, Territoire; 巴勒斯坦; 巴勒斯坦国; 巴勒斯坦领土
PT Portuguese Republic; République portugaise
PW Palaos; Palau; 帕劳
PY
QA
RE Réunion; La Réunion; Reunion Island; 留尼汪; 留尼旺; Réunion, Île de la; Île de la Réunion
RO
RS
RU Russian Federation; Russia (Russian Federation); Fédération de Russie; Russie, Fédération de; 俄罗斯联邦; 俄国; 俄國
RW Rwandese Republic; Rwandan Republic; République rwandaise
SA KSA; Kingdom of Saudi Arabia; Arabie séoudite; 沙特
SB Salomon, Îles; Îles Salomon; Solomons
SC
SD
SE
SG
SH Saint Helena; St Helena; Saint Helena, Ascension and Tristan da Cunha; Sainte-Hélène, Ascension et Tristan da Cunha; Sainte-Hélène, Ascension et Tristan de Cunha; Sainte Hélène; 圣赫勒拿、阿森松和特里斯坦-达库尼亚; 圣赫勒拿、阿森松与特里斯坦达库尼亚; 圣赫勒拿-阿森松-特里斯坦-达库尼亚
SI
SJ Svalbard; Svalbard and Jan Mayen; Svalbard et Île Jan Mayen; Svalbard et l'Île Jan Mayen; 斯瓦尔巴群岛和扬马延岛; 斯瓦尔巴岛和扬马延岛; 斯瓦尔巴
SK Slovak Republic; République slovaque; 斯洛伐克共和国
SL
SM San Marin; Saint Marin
SN
SO
SR Surinam
SS
ST Sao Tome and Principe; Sao Tomé et Principe; Sao Tomé-et-Principe; Sao Tome; 圣多美及普林西比
SV
SX Sint Maarten (Dutch part); Sint Maarten; Saint-Martin (partie néerlandaise); 圣马丁（荷兰部分）; 荷属圣马丁
SY Syrian Arab Republic; République arabe syrienne; Syrienne, République arabe; 阿拉伯叙利亚共和国; 敍利亞
SZ Swaziland; eSwatini; Swazi; Kingdom of Eswatini; 斯威士兰
TC Turks and Caicos Islands; Turks and Caicos; Turks et Caïcos, Îles; Turques-et-Caïques, Îles; Turks-et-Caïcos (les Îles); Îles Turks-et-Caïcos; 特克斯和凯科斯群岛
TD Tchad; 乍得
TF French Southern Territories; French Southern and Antarctic Lands; TAAF; Terres australes françaises; Terres australes et antarctiques françaises; 法属南部领地; 法属南部领土; 法属南半球领地
TG Togolese Republic; République togolaise
TH 泰王国
TJ
TK
TL East Timor; Timor Leste; Timor-Leste; Timor oriental; Democratic Republic of Timor-Leste; 东帝汶; 帝汶-莱斯特
TM
TN
TO
TR Turkey; Türkiye; Turkiye; Turquie; Türkei; Republic of Türkiye; 土耳其
TT Trinidad and Tobago; Trinidad; Trinité et Tobago; Trinité-et-Tobago; 特立尼达与多巴哥; 特里尼达和多巴哥
TV
TW Taiwan; Taiwan, China; Taiwan, Province of China; Taiwan (Province of China); Chinese Taipei; Republic of China; R.O.C.; Taïwan; Taïwan, province de Chine; Taïwan (Province de Chine); République de Chine; 台湾; 臺灣; 台灣; 中国台湾; 中国台湾省; 台湾省; 中华台北; 中華民國; 中华民国
TZ Tanzania, United Republic of; Tanzania (the United Republic of); United Republic of Tanzania; Tanzanie, République unie de; Tanzanie (la République-Unie de); République unie de Tanzanie; 坦桑尼亚联合共和国; 坦桑尼亚
UA the Ukraine; l'Ukraine
UG
UM United States Minor Outlying Islands; US Minor Outlying Islands; Îles mineures éloignées des États-Unis; Îles mineures éloignées des États-unis; 美国本土外小岛屿; 美国边远小岛
US 美利堅合眾國; USA; U.S.; U.S.A.; United States; United States of America; America; the States; États-Unis d'Amérique; États-Unis; EUA; É.-U.; 美利坚合众国; 美利坚; 美國
UY Eastern Republic of Uruguay; République orientale de l'Uruguay; 乌拉圭东岸共和国
UZ
VA Holy See (Vatican City State); Holy See; Vatican; Vatican City State; Saint-Siège; Saint-Siège (État de la Cité du Vatican); le Saint-Siège; État de la Cité du Vatican; Cité du Vatican; 梵蒂冈; 梵蒂冈城国; 圣座; 教廷; 罗马教廷（梵蒂冈城国）; 教廷（梵蒂冈）
VC Saint Vincent and the Grenadines; St Vincent and the Grenadines; St. Vincent and the Grenadines; St. Vincent & the Grenadines; Saint-Vincent-et-les-Grenadines; Saint-Vincent; Saint Vincent; 圣文森特和格林纳丁斯
VE Venezuela, Bolivarian Republic of; Venezuela (Bolivarian Republic of); Bolivarian Republic of Venezuela; Venezuela, République bolivarienne du; Vénézuela; République bolivarienne du Venezuela; Venezuela (République bolivarienne du); 委内瑞拉玻利瓦尔共和国
VG Virgin Islands, British; Virgin Islands (British); British Virgin Islands; BVI; Îles Vierges britanniques; Îles vierges britanniques; Vierges britanniques, Îles; Vierges britanniques (les Îles); 英属维尔京群岛; 英属维京群岛
VI Virgin Islands, U.S.; Virgin Islands (U.S.); US Virgin Islands; USVI; Virgin Islands of the United States; United States Virgin Islands; Îles Vierges américaines; Îles Vierges des États-Unis; Vierges des États-Unis, Îles; Vierges des États-Unis (les Îles); 美属维尔京群岛; 美属维京群岛; Îles Vierges, États-Unis; Îles Vierges des États-Unis d'Amérique
VN Viet Nam; Vietnam; Viêt Nam; Viêt-Nam; Socialist Republic of Viet Nam; République socialiste du Viêt Nam; 越南社会主义共和国
VU
WF Wallis and Futuna; Wallis et Futuna; 瓦利斯和富图纳
WS Western Samoa; Samoa occidentales
XK XKX; XKK; UNK; Kosova; Republic of Kosovo; République du Kosovo
YE
YT
ZA RSA; Afrique du Sud; 南非共和国
ZM
ZW
"""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    line[:2]: tuple(filter(None, line[3:].split("; "))) for line in _NAMES.strip().split("\n")
}
"""Names that CLDR does not list, for every code of ISO 3166-1 and XK."""
