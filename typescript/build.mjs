// Builds the npm package in dist/, out of what `python -m tools.npm build` wrote into build/: validators that Ajv compiles here, so
// that nothing is compiled where they run (no eval), the types, the lean schema and `explain`.
import { mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MADE = join(HERE, "build");
const DIST = join(HERE, "dist");
const read = (name) => JSON.parse(readFileSync(join(MADE, name), "utf8"));

/** The code of all validators: a function each, told apart by name, so that a bundler can leave out those that nobody calls. */
function validators(schema, classes) {
  const { $schema, ...lean } = schema;
  const compiled = [];
  const process = (code, env) => (compiled.push(env), code);
  const ajv = new Ajv.default({
    allErrors: true,
    code: { esm: true, source: true, process },
    discriminator: true,
    inlineRefs: false, // each named schema is one function, however often it is used
    messages: false,
    strict: false, // the annotations of others, and draft 2020-12, which adds no keyword that the schema has
  });
  const bare = forScript(lean);
  ajv.addSchema(bare, "lean");
  const names = Object.fromEntries(classes.map((name) => [`validate${name}`, `lean#/$defs/${name}`]));
  for (const ref of ["lean", ...Object.values(names)]) ajv.getSchema(ref);
  // Within a function Ajv begins the paths of errors anew; `explain` must know which schema they are in.
  const nameOf = new Map(Object.entries(bare.$defs).map(([name, node]) => [node, name]));
  for (const { schema, validate } of compiled) {
    const name = nameOf.get(schema);
    if (name) validate.source.validateCode = validate.source.validateCode.replaceAll('schemaPath:"#/', `schemaPath:"#/$defs/${name}/`);
  }
  const code = standalone.default(ajv, { validate: "lean", ...names });
  const imported = code.replace(/const (\w+) = require\("ajv\/dist\/runtime\/(\w+)"\)\.default;/g, 'import $1 from "./src/$2.js";');
  return imported.replace(/new RegExp\(("(?:[^"\\]|\\.)*"), "u"\)/g, (_, text) => String(new RegExp(JSON.parse(text), "u")));
}

/** Without `not: {pattern: "\n"}` beside a pattern: in JavaScript `$` does not match before a last line feed. */
function forScript(node) {
  if (Array.isArray(node)) return node.map(forScript);
  if (node === null || typeof node !== "object") return node;
  const { not, ...rest } = node;
  const needless = not?.pattern === "\\n" && node.pattern?.startsWith("^(?:") && node.pattern.endsWith(")$");
  return Object.fromEntries(Object.entries(needless || not === undefined ? rest : node).map(([word, item]) => [word, word === "enum" ? item : forScript(item)]));
}

async function main() {
  const made = read("package.json");
  const classes = Object.values(made.classes);
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST);
  const options = { bundle: true, charset: "utf8", format: "esm", legalComments: "none", minifyWhitespace: true, minifySyntax: true, target: "es2022" };
  const code = validators(read("lean.json"), classes);
  await build({ ...options, stdin: { contents: code, resolveDir: HERE }, outfile: join(DIST, "validators.js") });
  const messages = read("messages.json");
  for (const texts of Object.values(messages.texts)) Object.freeze(texts);
  messages.texts.types = Object.keys(made.classes);
  writeFileSync(join(DIST, "messages.js"), Object.entries(messages).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`).join(""));
  copyFileSync(join(HERE, "src/explain.js"), join(DIST, "explain.js"));
  copyFileSync(join(MADE, "types.d.ts"), join(DIST, "types.d.ts"));
  copyFileSync(join(MADE, "lean.json"), join(DIST, "schema.json"));
  copyFileSync(join(HERE, "../LICENSE"), join(HERE, "LICENSE"));
  const exported = ["validate", ...classes.map((name) => `validate${name}`)];
  writeFileSync(join(DIST, "index.js"), `export { ${exported.join(", ")} } from "./validators.js";\nexport { explain } from "./explain.js";\n`);
  writeFileSync(join(DIST, "index.d.ts"), declarations(classes));
  const file = join(HERE, "package.json");
  const own = JSON.parse(readFileSync(file, "utf8"));
  if (own.version !== made.version) throw new Error(`package.json has version ${own.version}, expected ${made.version}`);
}

/** The types of what the package exports. */
function declarations(classes) {
  const each = classes.map((name) => `/** Whether a value is valid by every rule that the schema can say of the class. */\nexport declare const validate${name}: Validator<Types.${name}>;\n`);
  return `import type * as Types from "./types.js";
export type * from "./types.js";

/** One thing that Ajv found. */
export interface ValidationError {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: { [key: string]: unknown };
  propertyName?: string;
  message?: string;
  parentSchema?: unknown;
}

/** A function that tells whether a value is of its class; after false, \`errors\` says why not. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: ValidationError[] | null;
}

/** Whether a value is a valid record or dataset document; its key \`type\` says of which class. */
export declare const validate: Validator<Types.ThinktankModel>;
${each.join("")}
/** One problem, with the code that the library reports (\`thinktank-model explain CODE\`). */
export interface Problem {
  code: string;
  /** JSON Pointer (RFC 6901) into what was validated. */
  pointer: string;
  /** What the place takes, in the language asked for; null where the code says it all. */
  expected: string | null;
  /** JSON text that was most likely meant, to replace what is there; null where nothing is likely. */
  suggestion: string | null;
}

/**
 * The problems that Ajv's errors mean, in words.
 *
 * @param errors the \`errors\` of a validator
 * @param lang "en" (the default), "fr" or "zh"
 * @param data what was validated: with it null is told from a wrong type, and likely words are suggested
 */
export declare function explain(errors: readonly ValidationError[] | null | undefined, lang?: string, data?: unknown): Problem[];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
