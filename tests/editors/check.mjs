// What Visual Studio Code's own language service for JSON says in a folder whose settings `schema --vscode` wrote.
// Usage: node check.mjs FOLDER [SETTINGS]; SETTINGS are such as hold the schema themselves.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import languageService from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = languageService;
const folder = resolve(process.argv[2]);
const settings = JSON.parse(readFileSync(process.argv[3] ?? resolve(folder, ".vscode/settings.json"), "utf8"));
const asked = [];

const service = getLanguageService({
  // The editor hands every schema that it must load to this function: a file is read, anything else would be the network.
  schemaRequestService: async (uri) => {
    asked.push(uri);
    assert.match(uri, /^file:/);
    return readFileSync(new URL(uri), "utf8");
  },
});
service.configure({
  validate: true,
  schemas: settings["json.schemas"].map(({ fileMatch, url, schema }, number) => ({
    fileMatch,
    schema,
    uri: schema === undefined ? pathToFileURL(resolve(folder, url)).toString() : `vscode://schemas/custom/${number}`,
  })),
});

/** The completions at the bar in a text, and the complaints about it. */
async function at(text, name = "a.thinktank.json") {
  const bar = text.indexOf("|");
  const document = TextDocument.create(pathToFileURL(resolve(folder, name)).toString(), "json", 1, text.replace("|", ""));
  const json = service.parseJSONDocument(document);
  const offered = bar < 0 ? { items: [] } : await service.doComplete(document, document.positionAt(bar), json);
  const complaints = await service.doValidation(document, json);
  return { offered: offered.items.map(({ label }) => label), complaints: complaints.map(({ message }) => message) };
}

const start = '{"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024"';
const has = (offered, ...labels) => labels.forEach((label) => assert.ok(offered.includes(label), `${label} is not in ${offered}`));

has((await at('{"type": |}')).offered, '"event"', '"organization"', '"dataset"');
const keys = (await at(`${start}, |}`)).offered;
has(keys, "attendance_mode", "places", "sources");
assert.ok(!keys.includes("start") && !keys.includes("party_id"), "what is there, and what is another class's, is not offered");
has((await at(`${start}, "status": |}`)).offered, '"held"', '"cancelled"');
has((await at(`${start}, "kind": |}`)).offered, '"symposium"');
const dataset = '{"type": "dataset", "schema_version": "1.0", "records": [';
has((await at(`${dataset}{"type": "member", |}]}`)).offered, "program_id", "party_id");

assert.deepEqual((await at(`${start}}`)).complaints, []);
assert.deepEqual((await at(`${dataset}${start}}]}`)).complaints, []);
const wrong = (await at(`${start}, "status": "helt", "titel": 1}`)).complaints;
assert.equal(wrong.length, 2, wrong.join("\n"));

const elsewhere = await at(`${start}, "status": "helt", "titel": 1, |}`, "a.json");
assert.ok(!elsewhere.offered.includes("places"), "other files are left alone");

assert.equal(asked.length, settings["json.schemas"][0].url === undefined ? 0 : 1);
console.log(`editors: keys, terms and complaints as they are to be; ${asked.length} files read, no network`);
