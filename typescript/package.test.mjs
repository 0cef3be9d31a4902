// The npm package, as it is installed from its tarball: contents, size, what linters of packages say, verdicts, explanations.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const DATA = join(HERE, "../src/thinktank_model/data");
const KIT = join(HERE, "../conformance");
const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "thinktank-model-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], HERE));
const tarball = join(folder, packed.filename);
const project = join(folder, "project");
mkdirSync(project);
writeFileSync(join(project, "package.json"), '{"name":"scratch","private":true,"type":"module"}');
run("npm", ["install", "--offline", "--silent", "--no-audit", "--no-fund", tarball], project);
const installed = join(project, "node_modules/thinktank-model");
const made = await import(pathToFileURL(join(installed, "dist/index.js")));
const CLASSES = json(HERE, "build/package.json").classes;

test("the tarball holds what it should, and is small", () => {
  const files = packed.files.map((file) => file.path).sort();
  const dist = ["explain.js", "index.d.ts", "index.js", "messages.js", "schema.json", "types.d.ts", "validators.js"];
  assert.deepEqual(files, ["LICENSE", "README.md", ...dist.map((name) => `dist/${name}`), "package.json"].sort());
  assert.ok(packed.size < 150_000, `${packed.size} bytes packed`);
  console.log(`${packed.size} bytes packed, ${packed.unpackedSize} unpacked`);
});

test("linters of packages find nothing", () => {
  const bin = join(HERE, "node_modules/.bin");
  run(join(bin, "publint"), ["run", tarball, "--strict"], HERE);
  run(join(bin, "attw"), [tarball, "--profile", "esm-only", "--no-emoji", "--exclude-entrypoints", "schema.json"], HERE);
});

test("nothing is compiled at run time", () => {
  for (const name of packed.files.map((file) => file.path).filter((path) => path.endsWith(".js"))) {
    assert.doesNotMatch(readFileSync(join(installed, name), "utf8"), /\beval\(|\bFunction\(|\brequire\w*\(/, name);
  }
});

// JavaScript reads integers beyond 2^53 as floating point, and so may take one that is just too great. The text of a case tells.
const INTEGER = /(?<=[:[ ])-?[0-9]{16,}(?=[,\]}])/g;

function* cases(name) {
  for (const line of readFileSync(join(KIT, name), "utf8").split("\n").filter((line) => line.startsWith('{"about"'))) {
    const inexact = (line.match(INTEGER) ?? []).some((text) => !Number.isSafeInteger(Number(text)));
    if (!inexact) yield JSON.parse(line.replace(/,$/, ""));
  }
}

const RECORDS = Object.keys(json(KIT, "index.json").files).filter((name) => name.startsWith("records/"));
const validatorOf = (name) => made[name === "records/any.json" ? "validate" : `validate${CLASSES[name.slice(8, -5)]}`];

test("each validator gives the verdict that the kit says", () => {
  let judged = 0;
  for (const name of [...RECORDS, "datasets.json"]) {
    const validate = name === "datasets.json" ? made.validateDataset : validatorOf(name);
    for (const one of cases(name)) {
      assert.equal(validate(one.value), one.json_schema, `${name}: ${JSON.stringify(one)}`);
      judged += 1;
    }
  }
  console.log(`${judged} cases judged`);
  assert.ok(judged > 800);
});

// A pattern cannot tell these from each other: a date of the right form that no calendar has, a URL of another scheme, ...
const ALIKE = [
  ["date.syntax", "date.impossible"],
  ["url.syntax", "url.scheme-not-allowed", "url.user-info"],
  ["text.empty", "text.control-character"],
  ["type.unknown-record-type", "type.wrong-type", "key.missing", "key.null"],
  ["id.syntax", "id.wrong-type", "reference.wrong-type"],
];
const kind = (code) => ALIKE.find((codes) => codes.includes(code))?.[0] ?? code;

test("explain says what the kit says: code and pointer of each problem", () => {
  let all = 0;
  const differ = [];
  for (const name of RECORDS) {
    const validate = validatorOf(name);
    for (const one of cases(name)) {
      if (validate(one.value)) continue;
      all += 1;
      const said = made.explain(validate.errors, "en", one.value).map(({ code, pointer }) => `${kind(code)} ${pointer}`);
      const known = one.problems.map(([code, pointer]) => `${kind(code)} ${pointer}`);
      // What the schema cannot say is not explained; everything else is, and nothing is made up.
      const missed = known.filter((line) => !said.includes(line) && one.problems.length === 1);
      const invented = said.filter((line) => !known.includes(line));
      if (missed.length || invented.length) differ.push({ name, missed, invented, about: one.about });
    }
  }
  console.log(`${all} refused records explained as the kit says`);
  assert.ok(all > 1_000);
  assert.deepEqual(differ, []);
});

test("explain says which type a value must have: that of its class, of its text, or the JSON type of a key that has no class", () => {
  const record = { type: "organization", id: "organization:a", names: [5, { value: 5 }], is_think_tank: "yes", urls: {}, $schema: 1 };
  assert.equal(made.validateOrganization(record), false);
  const said = made.explain(made.validateOrganization.errors, "en", record).map(({ code, pointer, expected }) => [code, pointer, expected]);
  assert.deepEqual(said.find(([code]) => code === "key.unknown").slice(0, 2), ["key.unknown", "/$schema"]);
  assert.deepEqual(said.filter(([code]) => code === "type.wrong-type").sort(), [
    ["type.wrong-type", "/is_think_tank", "true or false"],
    ["type.wrong-type", "/names/0", "an object with the keys of Name"],
    ["type.wrong-type", "/names/1/value", "a string: text of one line"],
    ["type.wrong-type", "/urls", "a list"],
  ]);
});

test("explain speaks three languages, and suggests", () => {
  const record = { type: "event", id: "event:a", names: [{ value: "A" }], start: "2024-13", statsu: "held", status: "hold", country: null };
  assert.equal(made.validateEvent(record), false);
  const say = (lang) => made.explain(made.validateEvent.errors, lang, record);
  const of = (lang, code) => say(lang).find((problem) => problem.code === code);
  assert.equal(of("en", "date.syntax").expected, "a date such as 2024, 2024-12 or 2024-12-20, or a time such as 2024-12-20T14:00:00+08:00");
  assert.match(of("fr-CA", "date.syntax").expected, /^une date/);
  assert.match(of("zh", "date.syntax").expected, /日期/);
  assert.equal(of("en", "term.unknown").suggestion, '"held"');
  assert.equal(say("en").find((problem) => problem.pointer === "/statsu").suggestion, '"status"');
  assert.deepEqual(made.explain(null), []);
  for (const problem of say("xx")) assert.ok((problem.expected ?? "").length < 400, problem.expected);
});

test("hostile values are judged and explained without an exception", () => {
  const deep = JSON.parse("[".repeat(200) + "]".repeat(200));
  const values = [null, 0, "", [], {}, deep, { type: "__proto__" }, JSON.parse('{"type":"event","__proto__":{"a":1},"constructor":1,"a/b~c":null}'), { type: "event", names: Array(50).fill({ value: 5 }) }, { type: "event", id: "x".repeat(1e6) }];
  for (const value of values) {
    assert.equal(made.validate(value), false);
    const problems = made.explain(made.validate.errors, "en", value);
    assert.ok(problems.length > 0 && problems.every((problem) => typeof problem.code === "string"), JSON.stringify(value).slice(0, 80));
  }
  const event = JSON.parse('{"type":"event","id":"event:a","names":[{"value":"A"}],"a/b~c":null}');
  made.validateEvent(event);
  assert.equal(made.explain(made.validateEvent.errors, "en", event)[0].pointer, "/a~1b~0c");
});

test("a scratch project type-checks, validates and is bundled small", async () => {
  const page = readFileSync(join(HERE, "README.md"), "utf8");
  const [code] = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1]);
  writeFileSync(join(project, "page.ts"), code);
  for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true, target: "es2022", module, moduleResolution, types: [], lib: ["es2022", "dom"] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["page.ts"] }));
    run(join(HERE, "node_modules/.bin/tsc"), ["--project", project]);
  }
  const bundle = (source) => build({ stdin: { contents: source, resolveDir: project, loader: "ts" }, bundle: true, minify: true, format: "esm", write: false });
  writeFileSync(join(project, "page.mjs"), (await bundle(code)).outputFiles[0].text);
  assert.equal(run("node", ["--disallow-code-generation-from-strings", "page.mjs"], project), /^```text\n(.*?)^```/ms.exec(page)[1]);
  const size = async (names) => gzipSync((await bundle(`import { ${names} } from "thinktank-model"; globalThis.used = [${names}];`)).outputFiles[0].contents, { level: 9 }).length;
  const sizes = { event: await size("validateEvent"), person: await size("validatePerson"), all: await size("validate"), "event, explained": await size("validateEvent, explain") };
  console.log("gzip", sizes);
  assert.ok(sizes.event <= 20_000 && sizes.person < sizes.event && sizes.event < sizes.all, JSON.stringify(sizes));
});
