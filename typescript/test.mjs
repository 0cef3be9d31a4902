// The types and the JSON Schema against the conformance kit: `npm test`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const DATA = join(HERE, "../src/thinktank_model/data");
const KIT = join(HERE, "../conformance");
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const BUNDLE = read(DATA, "schema", "thinktank-model.json");
const FILES = Object.keys(read(KIT, "index.json").files).filter((name) => name !== "texts.json" && name !== "lines.json");

// JavaScript reads integers beyond 2^53 as floating point, and so may take one that is just too great. The text of a case tells.
const INTEGER = /(?<=[:[ ])-?[0-9]{16,}(?=[,\]}])/g;

function cases(name) {
  const lines = readFileSync(join(KIT, name), "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith('{"about"'))
    .map((line) => ({ ...JSON.parse(line.replace(/,$/, "")), inexact: (line.match(INTEGER) ?? []).some((text) => !Number.isSafeInteger(Number(text))) }));
}

// What a file's values are called in the schema.
function typeOf(name) {
  const [area, rest] = name.replace(".json", "").split("/");
  if (area === "values") return rest;
  const tag = rest ?? "dataset";
  if (tag === "any") return BUNDLE.title;
  return Object.entries(BUNDLE.$defs).find(([, schema]) => schema.properties?.type?.const === tag)[0];
}

function words(node, found = new Set()) {
  if (Array.isArray(node)) node.forEach((item) => words(item, found));
  else if (node !== null && typeof node === "object") {
    for (const [word, item] of Object.entries(node)) {
      if (word.startsWith("x-")) found.add(word);
      else words(item, found);
    }
  }
  return found;
}

function validator() {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, discriminator: true });
  ajv.addVocabulary([...words(BUNDLE)]);
  return ajv;
}

test("ajv gives the verdict that the kit says, by the bundle", () => {
  const ajv = validator().addSchema(BUNDLE);
  let judged = 0;
  const differ = [];
  for (const name of FILES) {
    const at = name === "records/any.json" ? "" : `#/$defs/${typeOf(name)}`;
    const validate = ajv.getSchema(BUNDLE.$id + at) ?? ajv.compile({ $ref: BUNDLE.$id + at });
    for (const one of cases(name)) {
      judged += 1;
      if (validate(one.value) !== one.json_schema) differ.push({ name, ...one });
    }
  }
  assert.deepEqual(differ.filter((one) => !one.inexact), []);
  console.log(`${judged} cases judged by ajv; ${differ.length} differ, all with an integer that JavaScript cannot hold`);
  assert.ok(judged > 3000 && differ.length < 20);
});

test("the schema of each class says the same", () => {
  const tags = FILES.filter((name) => name.startsWith("records/") && name !== "records/any.json").map((name) => name.slice(8, -5));
  assert.ok(tags.length > 10);
  for (const tag of ["dataset", ...tags]) {
    const schema = execFileSync("thinktank-model", ["schema", tag], { encoding: "utf8", maxBuffer: 2 ** 24 });
    const validate = validator().compile(JSON.parse(schema));
    for (const one of cases(tag === "dataset" ? "datasets.json" : `records/${tag}.json`)) {
      assert.ok(validate(one.value) === one.json_schema || one.inexact, `${tag}: ${JSON.stringify(one)}`);
    }
  }
});

test("a discriminator leads ajv to the one class that is meant", () => {
  const validate = validator().compile(BUNDLE);
  assert.equal(validate({ type: "source", id: "source:a" }), false);
  assert.deepEqual(validate.errors.map((error) => error.params.missingProperty), ["titles"]);
});

// Mistakes of a kind that types see. `...` of a number, a pattern or two dates they do not.
const SEEN = new Set(["key.missing", "key.unknown", "key.null", "term.unknown"]);

test("tsc --strict takes whatever is valid, and refuses what types can see", () => {
  const folder = join(HERE, "node_modules/.cache/thinktank-model");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const types = join(HERE, "thinktank-model.d.ts");
  const exported = new Set(readFileSync(types, "utf8").match(/(?<=^export (type|interface) )\w+/gm));
  let valid = 0;
  let refused = 0;
  const write = (file, type, lines) =>
    writeFileSync(join(folder, file), [`import type { ${type} } from ${JSON.stringify(types)};`, ...lines, "export {};", ""].join("\n"));
  for (const name of FILES.filter((name) => exported.has(typeOf(name)))) {
    const type = typeOf(name);
    const lines = [];
    for (const { value, valid: ok, problems } of cases(name)) {
      const line = `({ value: ${JSON.stringify(value)} }) satisfies { value: ${type} };`;
      if (ok) {
        lines.push(line);
        valid += 1;
      } else if (problems.every(([code]) => SEEN.has(code)) && !(type === "Dataset")) {
        lines.push(`// @ts-expect-error ${problems[0].join(" ")}`, line);
        refused += 1;
      }
    }
    write(`${name.replace("/", "-").replace(".json", "")}.ts`, type, lines);
  }
  for (const file of readdirSync(DATA).filter((name) => name.endsWith(".thinktank.json"))) {
    write(`example-${file.replace(".thinktank.json", "")}.ts`, "Dataset", [`(${JSON.stringify(read(DATA, file))}) satisfies Dataset;`]);
    valid += 1;
  }
  for (const [number, code] of blocks("ts").entries()) {
    writeFileSync(join(folder, `page-${number}.ts`), code.replaceAll('"thinktank-model"', JSON.stringify(types)));
  }
  const options = { strict: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: false, module: "nodenext", target: "es2022", types: [], lib: ["es2022", "dom"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts", types] }));
  const tsc = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");
  try {
    execFileSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8", maxBuffer: 1 << 26 });
  } catch (error) {
    assert.fail(error.stdout.slice(0, 4000));
  }
  assert.deepEqual(Object.keys(BUNDLE.$defs).filter((name) => !exported.has(name)), ["ExtensionKey", "JsonMap", "Prefix"]); // keys have no type, free maps no name
  console.log(`${valid} valid values have their type; ${refused} wrong ones are refused by it`);
  assert.ok(valid > 900 && refused > 200);
});

const PAGE = readFileSync(join(HERE, "../docs/howto/typescript.md"), "utf8");
const blocks = (language) => [...PAGE.matchAll(new RegExp("^```" + language + "\\n(.*?)^```", "gms"))].map((match) => match[1]);

test("the code of the page prints what the page says", () => {
  const folder = join(HERE, "node_modules/.cache/page");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "thinktank.schema.json"), JSON.stringify(BUNDLE));
  const dist = JSON.stringify(join(HERE, "dist/index.js"));
  writeFileSync(join(folder, "page.mjs"), blocks("js").join("\n").replaceAll('"thinktank-model"', dist));
  const printed = execFileSync(process.execPath, ["page.mjs"], { cwd: folder, encoding: "utf8" });
  assert.ok(blocks("ts").length === 1 && blocks("js").length === 3);
  assert.equal(printed, blocks("text").join(""));
});
