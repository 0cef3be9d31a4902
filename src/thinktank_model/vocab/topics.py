"""The vocabulary of research topics."""

from __future__ import annotations

from .namespaces import EUROVOC, STW, UNESCO, WIKIDATA
from .term import Vocabulary

__all__ = ["Topic"]


class Topic(Vocabulary):
    """The topic of a programme, organization, event or output (open)."""

    # The Internet and its governance
    INTERNET_GOVERNANCE = "internet_governance", "Internet governance", "Gouvernance de l'Internet", "互联网治理"
    CYBERSPACE_GOVERNANCE = (
        "cyberspace_governance",
        "International governance of cyberspace",
        "Gouvernance internationale du cyberespace",
        "网络空间国际治理",
    )
    CYBERSECURITY = "cybersecurity", "Cybersecurity", "Cybersécurité", "网络安全", WIKIDATA + "Q3510521"
    INTERNET_DEVELOPMENT = "internet_development", "Internet development", "Développement de l'Internet", "互联网发展"
    DIGITAL_DIVIDE = "digital_divide", "Digital divide", "Fracture numérique", "数字鸿沟", EUROVOC + "7939"
    DIGITAL_INCLUSION = "digital_inclusion", "Digital inclusion", "Inclusion numérique", "数字包容"
    DIGITAL_LITERACY = "digital_literacy", "Digital literacy", "Littératie numérique", "数字素养", EUROVOC + "437655"
    CHILD_ONLINE_PROTECTION = (
        "child_online_protection",
        "Protection of minors online",
        "Protection des mineurs en ligne",
        "未成年人网络保护",
    )
    PLATFORM_GOVERNANCE = "platform_governance", "Platform governance", "Gouvernance des plateformes", "平台治理"
    DISINFORMATION = "disinformation", "Disinformation", "Désinformation", "虚假信息", EUROVOC + "6770"

    # Technologies
    ARTIFICIAL_INTELLIGENCE = (
        "artificial_intelligence",
        "Artificial intelligence",
        "Intelligence artificielle",
        "人工智能",
        WIKIDATA + "Q11660",
    )
    AI_GOVERNANCE = "ai_governance", "Governance of artificial intelligence", "Gouvernance de l'IA", "人工智能治理"
    BIG_DATA = "big_data", "Big data", "Mégadonnées", "大数据", WIKIDATA + "Q858810"
    CLOUD_COMPUTING = "cloud_computing", "Cloud computing", "Informatique en nuage", "云计算", WIKIDATA + "Q483639"
    COMPUTING_INFRASTRUCTURE = (
        "computing_infrastructure",
        "Computing infrastructure",
        "Infrastructures de calcul",
        "算力基础设施",
    )
    TELECOMMUNICATIONS = "telecommunications", "Telecommunications", "Télécommunications", "电信", EUROVOC + "4424"
    MOBILE_NETWORKS = (
        "mobile_networks",
        "Mobile networks (5G, 6G)",
        "Réseaux mobiles (5G, 6G)",
        "移动通信（5G、6G）",
        EUROVOC + "c_25fe24f4",
    )
    INTERNET_OF_THINGS = (
        "internet_of_things",
        "Internet of things",
        "Internet des objets",
        "物联网",
        EUROVOC + "c_b12a760a",
    )
    INDUSTRIAL_INTERNET = (
        "industrial_internet",
        "Industrial Internet",
        "Internet industriel",
        "工业互联网",
        STW + "30177-6",
    )
    BLOCKCHAIN = "blockchain", "Blockchain", "Chaîne de blocs", "区块链", WIKIDATA + "Q20514253"
    QUANTUM_TECHNOLOGY = (
        "quantum_technology",
        "Quantum technology",
        "Technologies quantiques",
        "量子科技",
        EUROVOC + "c_8c5cfba6",
    )
    SEMICONDUCTORS = "semiconductors", "Semiconductors", "Semi-conducteurs", "半导体", STW + "14480-4"
    OPEN_SOURCE = "open_source", "Open source", "Logiciel libre et open source", "开源", EUROVOC + "435299"
    STANDARDIZATION = "standardization", "Standardization", "Normalisation", "标准化", EUROVOC + "2076"

    # Data
    DATA_GOVERNANCE = "data_governance", "Data governance", "Gouvernance des données", "数据治理"
    DATA_SECURITY = "data_security", "Data security", "Sécurité des données", "数据安全", STW + "15605-5"
    DATA_PROTECTION = (
        "data_protection",
        "Protection of personal data",
        "Protection des données personnelles",
        "个人信息保护",
        STW + "15604-0",
    )
    CROSS_BORDER_DATA = (
        "cross_border_data",
        "Cross-border data flows",
        "Flux transfrontières de données",
        "数据跨境流动",
        EUROVOC + "3011",
    )

    # Economy and society
    DIGITAL_ECONOMY = "digital_economy", "Digital economy", "Économie numérique", "数字经济", EUROVOC + "c_8bf65f26"
    DIGITAL_TRADE = "digital_trade", "Digital trade", "Commerce numérique", "数字贸易"
    E_COMMERCE = "e_commerce", "E-commerce", "Commerce électronique", "电子商务", WIKIDATA + "Q484847"
    DIGITAL_FINANCE = "digital_finance", "Digital finance", "Finance numérique", "数字金融", EUROVOC + "c_79e507c2"
    DIGITAL_TRANSFORMATION = (
        "digital_transformation",
        "Digital transformation",
        "Transformation numérique",
        "数字化转型",
        STW + "30171-4",
    )
    DIGITAL_GOVERNMENT = (
        "digital_government",
        "Digital government",
        "Administration numérique",
        "数字政府",
        EUROVOC + "6894",
    )
    DIGITAL_HEALTH = "digital_health", "Digital health", "Santé numérique", "数字健康", EUROVOC + "c_31da5694"
    DIGITAL_CULTURE = "digital_culture", "Culture in the digital age", "Culture à l'ère numérique", "数字文化"
    DIGITAL_CIVILIZATION = "digital_civilization", "Digital civilization", "Civilisation numérique", "数字文明"
    SMART_CITIES = "smart_cities", "Smart cities", "Villes intelligentes", "智慧城市", EUROVOC + "c_d59e7560"
    HOUSING = "housing", "Housing", "Logement", "住房", EUROVOC + "1690"
    FINANCE = "finance", "Finance", "Finance", "金融", UNESCO + "663"
    ECONOMY = "economy", "Economy", "Économie", "经济", EUROVOC + "637"
    INDUSTRIAL_POLICY = "industrial_policy", "Industrial policy", "Politique industrielle", "产业政策", EUROVOC + "2507"
    INNOVATION = "innovation", "Science and innovation", "Science et innovation", "科技创新", EUROVOC + "1439"
    LAW = "law", "Law and regulation", "Droit et réglementation", "法律与监管", UNESCO + "546"
    MEDIA = "media", "Media and communication", "Médias et communication", "传媒与传播", EUROVOC + "2013"
    EDUCATION = "education", "Education", "Éducation", "教育", EUROVOC + "668"
    KNOWLEDGE_MANAGEMENT = (
        "knowledge_management",
        "Knowledge management",
        "Gestion des connaissances",
        "知识管理",
        EUROVOC + "6910",
    )

    # International affairs and development
    INTERNATIONAL_RELATIONS = (
        "international_relations",
        "International relations",
        "Relations internationales",
        "国际关系",
        EUROVOC + "3228",
    )
    GLOBAL_GOVERNANCE = "global_governance", "Global governance", "Gouvernance mondiale", "全球治理", STW + "20826-1"
    INTERNATIONAL_SECURITY = (
        "international_security",
        "International security",
        "Sécurité internationale",
        "国际安全",
        EUROVOC + "3450",
    )
    GLOBAL_DEVELOPMENT = "global_development", "Global development", "Développement mondial", "全球发展"
    SUSTAINABLE_DEVELOPMENT = (
        "sustainable_development",
        "Sustainable development",
        "Développement durable",
        "可持续发展",
        EUROVOC + "5585",
    )
    MODERNIZATION = "modernization", "Modernization", "Modernisation", "现代化", UNESCO + "7001"
    PUBLIC_POLICY = "public_policy", "Public policy", "Politiques publiques", "公共政策", EUROVOC + "8466"
    CLIMATE_CHANGE = "climate_change", "Climate change", "Changement climatique", "气候变化", EUROVOC + "5482"
    ENVIRONMENT = "environment", "Environment", "Environnement", "环境", UNESCO + "195"
    ENERGY = "energy", "Energy", "Énergie", "能源", STW + "14175-2"
    TRANSPORT = "transport", "Transport", "Transports", "交通", UNESCO + "660"
    TRADE = "trade", "Trade", "Commerce", "贸易", UNESCO + "664"
    MIGRATION = "migration", "Migration", "Migrations", "移民", EUROVOC + "1909"
    REGIONAL_INTEGRATION = (
        "regional_integration",
        "Regional integration",
        "Intégration régionale",
        "区域一体化",
        EUROVOC + "1468",
    )
    DEVELOPMENT_COOPERATION = (
        "development_cooperation",
        "Development cooperation",
        "Coopération au développement",
        "发展合作",
        UNESCO + "593",
    )
    SOUTH_SOUTH_COOPERATION = (
        "south_south_cooperation",
        "South-South cooperation",
        "Coopération Sud-Sud",
        "南南合作",
        EUROVOC + "224",
    )
    NON_PROLIFERATION = (
        "non_proliferation",
        "Disarmament and non-proliferation",
        "Désarmement et non-prolifération",
        "裁军与防扩散",
    )
    HEALTH = "health", "Health", "Santé", "卫生健康", UNESCO + "238"
    FOOD_SECURITY = "food_security", "Food security", "Sécurité alimentaire", "粮食安全", EUROVOC + "c_4523e1dd"
    POVERTY_REDUCTION = "poverty_reduction", "Poverty reduction", "Réduction de la pauvreté", "减贫", STW + "16533-6"
    HUMAN_RIGHTS = "human_rights", "Human rights", "Droits de l'homme", "人权", EUROVOC + "584"
    GENDER_EQUALITY = "gender_equality", "Gender equality", "Égalité des sexes", "性别平等", EUROVOC + "3913"
    THINK_TANK_STUDIES = (
        "think_tank_studies",
        "Think-tank studies",
        "Études sur les groupes de réflexion",
        "智库研究",
        EUROVOC + "c_4254375b",
    )

    AI = "ai", "AI", "IA", "人工智能", None, "artificial_intelligence"
    CYBER_SECURITY = "cyber_security", "Cyber security", "Cybersécurité", "网络安全", None, "cybersecurity"
    INFORMATION_SECURITY = (
        "information_security",
        "Information security",
        "Sécurité de l'information",
        "信息安全",
        None,
        "cybersecurity",
    )
    PRIVACY = "privacy", "Privacy", "Vie privée", "隐私保护", None, "data_protection"
    FINTECH = "fintech", "Financial technology", "Technologie financière", "金融科技", None, "digital_finance"
    E_GOVERNMENT = "e_government", "E-government", "Administration électronique", "电子政务", None, "digital_government"
    IOT = "iot", "IoT", "IdO", "物联网", None, "internet_of_things"
