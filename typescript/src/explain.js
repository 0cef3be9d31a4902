// What Ajv found, in the words and codes of the library.
import { classes, common, foreign, scalars, texts } from "./messages.js";

const COMPOSITE = new Set(["anyOf", "oneOf", "not", "if", "propertyNames"]);

/**
 * The problems that Ajv's errors mean: one for each, where Ajv lists every branch that it tried.
 *
 * @param {ReadonlyArray<object> | null | undefined} errors the `errors` of a validator of this package, or of one that Ajv
 *   compiled from the JSON Schema with `allErrors`
 * @param {string} [lang] "en", "fr" or "zh"; a longer tag means its first part
 * @param {unknown} [data] what was validated; with it null is told from a wrong type, and likely words are suggested
 * @returns {{code: string, pointer: string, expected: string | null, suggestion: string | null}[]}
 */
export function explain(errors, lang = "en", data = undefined) {
  const list = errors ?? [];
  const say = speaker(lang);
  const tried = list.filter(({ keyword }) => COMPOSITE.has(keyword)).map(({ schemaPath }) => `${schemaPath}/`);
  const names = namesOf(list);
  const mistyped = new Set(list.filter((error) => error.keyword === "type" && !names.has(error)).map((error) => error.instancePath));
  const found = new Map();
  const add = (problem) => {
    if (problem === null) return;
    const { code, pointer, expected = null, suggestion = null } = problem;
    const once = code === "key.missing" ? `${pointer} ${expected}` : pointer;
    if (!found.has(once)) found.set(once, { code, pointer, expected, suggestion });
  };
  for (const error of list) {
    if (ruleOf(error) !== null || names.get(error) === null) continue;
    if (error.keyword !== "type" && mistyped.has(error.instancePath)) continue; // nothing else can be said of it
    if (tried.some((path) => error.schemaPath.startsWith(path))) continue; // a branch of what is said already
    add(plain(error, names.get(error), say, data));
  }
  const pointers = [...found.keys()];
  for (const error of list) {
    const { rule, rest } = ruleOf(error) ?? {};
    const owner = /\/properties\/\w+/.test(rest) ? error.instancePath.replace(/\/[^/]*$/, "") : error.instancePath;
    const isHeld = rule?.keys.some((key) => pointers.some((pointer) => `${pointer}/`.startsWith(`${owner}/${key}/`)));
    if (rule && !isHeld) add(ofRule(error, rule, rest, say, data, tried)); // a rule is asked where each of its keys is valid
  }
  return [...found.values()];
}

/** What is wrong with the name of a key: each error `propertyNames` to the schema of names; what it rests on to null. */
function namesOf(list) {
  const found = new Map();
  list.forEach((error, index) => {
    if (error.keyword !== "propertyNames") return;
    found.set(error, list[index - 1]);
    for (let before = index - 1; before >= 0 && list[before].instancePath === error.instancePath && scalars[defOf(list[before])] && !found.has(list[before]); before -= 1) {
      found.set(list[before], null);
    }
  });
  return found;
}

/** Gives a text by its number, in a language; `{name}` in it stands for what is put in. */
function speaker(lang) {
  const said = texts[lang.split("-")[0].toLowerCase()] ?? texts.en;
  return (number, put = {}) => (number === null || number === undefined ? null : said[number].replace(/\{(\w+)\}/g, (whole, name) => put[name] ?? whole));
}

// --- One keyword of one value ---

function plain(error, ofName, say, data) {
  const { params, instancePath: at } = error;
  const { keyword } = ofName ?? error;
  const name = defOf(ofName ?? error);
  const value = valueAt(data, at);
  const scalar = scalars[name];
  switch (keyword) {
    case "required":
      return { code: "key.missing", pointer: at, expected: JSON.stringify(params.missingProperty) };
    case "additionalProperties":
      return unknownKey(at, params.additionalProperty, name, say, data);
    case "type": {
      // `$schema` is a key for editors: only a string makes it one
      if (/\/properties\/%24schema\/type$/.test(error.schemaPath)) return unknownKey(at.replace(/\/\$schema$/, ""), "$schema", name, say, data);
      if (value === null) return { code: "key.null", pointer: at };
      const isNamed = /^#(\/\$defs\/\w+)?\/type$/.test(error.schemaPath); // else the type of a property, which the class says nothing of
      return { code: "type.wrong-type", pointer: at, expected: say((isNamed ? (scalar?.type?.[1] ?? classes[name]?.type) : null) ?? common[params.type]) };
    }
    case "discriminator": {
      const missing = params.tagValue === undefined;
      const expected = say(common.one_of, { names: typesOf().join(", ") });
      if (missing) return { code: "key.missing", pointer: at, expected: '"type"' };
      if (isForeign(params.tagValue)) return { code: "profile.unknown-type", pointer: `${at}/type` };
      const known = typeof params.tagValue === "string" ? "type.unknown-record-type" : "type.wrong-type";
      return { code: known, pointer: `${at}/type`, expected, suggestion: quoted(nearest(params.tagValue, typesOf())) };
    }
    case "const":
      return { code: "type.unknown-record-type", pointer: at, expected: JSON.stringify(params.allowedValue), suggestion: JSON.stringify(params.allowedValue) };
    case "minItems":
    case "minProperties":
      return { code: "list.too-short", pointer: at, expected: `≥ ${params.limit}` };
    case "uniqueItems":
      return { code: "list.duplicate", pointer: `${at}/${Math.max(params.i, params.j)}` };
    case "minimum":
    case "maximum":
      return { code: "number.out-of-range", pointer: at, expected: keyword === "minimum" ? say(common.least, { low: params.limit }) : `≤ ${params.limit}` };
  }
  const key = ofName ? params.propertyName : error.propertyName;
  const pointer = key === undefined ? at : `${at}/${escaped(key)}`;
  const [code, expected] = scalar?.[keyword] ?? scalar?.pattern ?? scalar?.anyOf ?? [null, null];
  const text = key ?? value;
  if (code === "id.syntax" && scalar.other && typeof text === "string" && /^[a-z]+(_[a-z]+)*:[a-z0-9]+([-._][a-z0-9]+)*$/.test(text) && text.length <= 200) {
    return { code: at.endsWith("/id") ? "id.wrong-type" : "reference.wrong-type", pointer, expected: say(scalar.other[1]) };
  }
  const suggestion = keyword === "enum" ? quoted(nearest(text, params.allowedValues)) : null;
  return { code: code ?? keyword, pointer, expected: say(expected) ?? error.parentSchema?.["x-expected"] ?? null, suggestion };
}

function unknownKey(at, key, name, say, data) {
  const keys = classes[name]?.keys ?? [];
  const names = keys.filter((known) => !(known in Object(valueAt(data, at)))).join(", ");
  return { code: "key.unknown", pointer: `${at}/${escaped(key)}`, expected: names ? say(common.one_of, { names }) : null, suggestion: quoted(nearest(key, keys)) };
}

// --- Rules over several keys of a class ---

/** The class, the rule and the rest of the path of an error within a rule of a class; null for any other. */
function ruleOf(error) {
  const found = /^#\/\$defs\/(\w+)\/allOf\/(\d+)(?:\/(.*))?$/.exec(error.schemaPath);
  const rule = found && classes[found[1]]?.rules?.[Number(found[2])];
  return rule ? { rule, rest: found[3] ?? "" } : null;
}

function ofRule(error, rule, rest, say, data, tried) {
  const at = error.instancePath;
  if (rule.least !== undefined) {
    if (rest.includes("/")) return null; // one of the branches
    const value = valueAt(data, at);
    const given = rule.keys.filter((key) => !(value?.[key] === undefined || value[key] === false || (Array.isArray(value[key]) && !value[key].length)));
    const none = value === undefined ? rule.least > 0 && error.params.passingSchemas == null : given.length < rule.least;
    if (none) return { code: "key.none-of", pointer: at, expected: `${say(rule.most === 1 ? common.exactly : common.none)}: ${rule.keys.join(", ")}` };
    return { code: "key.several-of", pointer: given.length ? `${at}/${given.at(-1)}` : at, expected: `${say(common.several)}: ${rule.keys.join(", ")}` };
  }
  if (error.keyword === "if") return null; // its branch says more
  const branch = /(?:^|\/)(then|else)\//.exec(rest)?.[1];
  if (!rule[branch]) return null;
  const [code, expected, pointer] = rule[branch];
  if (tried.some((path) => !path.endsWith("/if/") && error.schemaPath.startsWith(path))) return null;
  return { code, pointer: at + pointer, expected: say(expected) ?? error.parentSchema?.["x-expected"] ?? null };
}

// --- Places and words ---

/** The name in `$defs` of what an error is about: in its path, or with the option `verbose` of Ajv the title of the schema. */
const defOf = (error) => /^#\/\$defs\/(\w+)/.exec(error.schemaPath)?.[1] ?? error.parentSchema?.title;

const typesOf = () => texts.types;
const isForeign = (type) => typeof type === "string" && type.length <= foreign.maxLength && new RegExp(foreign.pattern, "u").test(type);
const escaped = (key) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const quoted = (word) => (word === null ? null : JSON.stringify(word));

function valueAt(data, pointer) {
  let value = data;
  for (const token of pointer.split("/").slice(1)) {
    value = value?.[token.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return value;
}

/** The word of a list that a text was most likely meant to be; null where none is near. */
function nearest(text, words) {
  if (typeof text !== "string" || text.length > 60) return null;
  const folded = text.toLowerCase().replace(/[ -]/g, "_");
  let best = null;
  let least = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const word of words) {
    const steps = distance(folded, word.toLowerCase(), least);
    if (steps < least) [best, least] = [word, steps];
  }
  return best;
}

/** Levenshtein's distance. */
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}
