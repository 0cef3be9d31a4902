// Generators of others on the variant `codegen`: each reads it, what it writes compiles, and every shipped record goes through unchanged.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import $RefParser from "@apidevtools/json-schema-ref-parser";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { jsonSchemaToZod } from "json-schema-to-zod";

const HERE = dirname(fileURLToPath(import.meta.url));
const DATA = join(HERE, "../src/thinktank_model/data");
const SCHEMA = JSON.parse(execFileSync("thinktank-model", ["schema", "--variant", "codegen"], { encoding: "utf8", maxBuffer: 1 << 24 }));
const DATASETS = readdirSync(DATA).filter((name) => name.endsWith(".thinktank.json")).map((name) => JSON.parse(readFileSync(join(DATA, name), "utf8")));
const RECORDS = [...DATASETS, ...DATASETS.flatMap((dataset) => dataset.records)];
const folder = join(HERE, "node_modules/.cache/generators");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const tsc = (options) => {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  try {
    execFileSync(join(HERE, "node_modules/.bin/tsc"), ["--project", folder], { encoding: "utf8", maxBuffer: 1 << 26 });
  } catch (error) {
    assert.fail(error.stdout.slice(0, 3000));
  }
};

test("json-schema-to-typescript: a type for each class under its own name, and the shipped records have it", async () => {
  const text = await compile(structuredClone(SCHEMA), "ThinktankModel", { additionalProperties: false, bannerComment: "", format: false, unreachableDefinitions: true });
  const names = [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map((match) => match[1]);
  assert.deepEqual(names.filter((name) => /[0-9]$/.test(name)), []);
  assert.deepEqual(names.sort(), [...Object.keys(SCHEMA.$defs), "ThinktankModel"].sort());
  writeFileSync(join(folder, "types.d.ts"), text);
  const lines = RECORDS.map((record) => `(${JSON.stringify(record)}) satisfies ThinktankModel;`);
  writeFileSync(join(folder, "records.ts"), ['import type { ThinktankModel } from "./types";', ...lines, "export {};"].join("\n"));
  tsc({ compilerOptions: { strict: true, noEmit: true, module: "esnext", moduleResolution: "bundler", target: "es2022", types: [] }, files: ["records.ts"] });
});

test("json-schema-to-zod: what it writes compiles, gives records back unchanged, and refuses what is wrong", async () => {
  const { $defs, ...schema } = await $RefParser.dereference(structuredClone(SCHEMA)); // it follows no references itself
  const code = jsonSchemaToZod(schema, { module: "esm", name: "schema" });
  writeFileSync(join(folder, "schema.ts"), code);
  tsc({ compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, module: "esnext", moduleResolution: "bundler", target: "es2022", types: [] }, files: ["schema.ts"] });
  const outfile = join(folder, "schema.mjs");
  await build({ entryPoints: [join(folder, "schema.ts")], bundle: true, format: "esm", outfile, platform: "node" });
  const { schema: zod } = await import(pathToFileURL(outfile));
  for (const record of RECORDS) assert.deepEqual(zod.parse(record), record);
  for (const wrong of [{ type: "event" }, { ...DATASETS[0].records[0], nmaes: [] }, null]) assert.equal(zod.safeParse(wrong).success, false);
  console.log(`${RECORDS.length} records and datasets`);
});
