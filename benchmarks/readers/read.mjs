// A release, read in JavaScript by what others wrote: each record by its schema, each table by its descriptor.
//
//   npm install && node read.mjs PATH/TO/RELEASE
//
// One line for each reader: its version, what it read, how many, and `ok` or its first faults. Exits with 1 on any fault.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import datapackage from "datapackage";
import Papa from "papaparse";

const root = process.argv[2];
if (!root) {
  console.error("usage: node read.mjs PATH/TO/RELEASE");
  process.exit(2);
}
const text = (path) => readFileSync(join(root, path), "utf8");
const json = (path) => JSON.parse(text(path));
const KINDS = { actors: "actor", commitments: "commitment", events: "event", statements: "statement", sources: "source" };
const records = Object.fromEntries(Object.keys(KINDS).map((table) => [table, json(`${table}.json`)]));
const schemas = Object.fromEntries(Object.entries(KINDS).map(([table, kind]) => [table, json(`schemas/${kind}.schema.json`)]));
const descriptor = json("datapackage.json");

let failed = false;
function report(reader, found, faults) {
  failed ||= faults.length > 0;
  const name = reader.padEnd(22);
  console.log(`${name} ${found}: ${faults.length ? `${faults.length} FAULTS\n  ${faults.slice(0, 5).join("\n  ")}` : "ok"}`);
}
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;

// Strict: a keyword or format that ajv does not know is an error, not a thing to pass over.
function compiled(schema) {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
}
const validators = Object.fromEntries(Object.entries(schemas).map(([table, schema]) => [table, compiled(schema)]));
const ajv = `ajv ${version("ajv")}`;

function everyRecordHolds() {
  const faults = [];
  for (const [table, validate] of Object.entries(validators))
    for (const record of records[table])
      if (!validate(record)) faults.push(`${table} ${record.id}: ${validate.errors[0].instancePath} ${validate.errors[0].message}`);
  report(ajv, `${Object.values(records).flat().length} records of ${Object.keys(KINDS).length} kinds, strict 2020-12`, faults);
}

// One fault for each thing a schema can refuse, in a record of each kind that is sound without it.
const WRONG = {
  "a field that there is not": (record) => ({ ...record, unheard_of: "x" }),
  "a field left out": ({ type, ...rest }) => rest,
  "a term that there is not": (record) => ({ ...record, type: "unheard-of" }),
  "a number for text": (record) => ({ ...record, notes: 7 }),
  "an id with capitals": (record) => ({ ...record, id: "No-Such-Id" }),
  "an id that ends in a line break": (record) => ({ ...record, id: `${record.id}\n` }),
  "text that begins like a formula": (record) => ({ ...record, notes: "=1+1" }),
  "an empty list": (record) => ({ ...record, topics: [] }),
  "no object at all": (record) => [record],
};
const DAYS = { actors: "checked", commitments: "checked", events: "date", statements: "date", sources: "published" };
function everyFaultIsRefused() {
  const faults = [];
  let tried = 0;
  for (const [table, validate] of Object.entries(validators)) {
    const sound = records[table][0];
    const wrong = { ...WRONG, "a thirteenth month": (record) => ({ ...record, [DAYS[table]]: "2026-13-01" }) };
    for (const [what, spoil] of Object.entries(wrong)) {
      tried += 1;
      if (validate(spoil(structuredClone(sound)))) faults.push(`${table}: ${what} passes`);
    }
  }
  report(ajv, `${tried} records with one fault each, to be refused`, faults);
}

function* enums(node) {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node.enum)) yield node;
  for (const child of Object.values(node)) yield* enums(child);
}
// Each list of terms in a schema is a vocabulary, whole; each of its terms passes there and a word that is none does not.
function everyTermPasses() {
  const faults = [];
  const vocabularies = json("vocabularies.json");
  const named = new Map(vocabularies.map(({ id, terms }) => [JSON.stringify(terms.map((term) => term.id).sort()), id]));
  const met = new Set();
  for (const [table, schema] of Object.entries(schemas))
    for (const node of enums(schema)) {
      const vocabulary = named.get(JSON.stringify([...node.enum].sort()));
      if (vocabulary) met.add(vocabulary);
      else faults.push(`${table}: ${node.title} offers ${node.enum} and is no vocabulary`);
      const validate = compiled({ type: node.type, enum: node.enum });
      faults.push(...node.enum.filter((term) => !validate(term)).map((term) => `${table}: ${node.title} refuses ${term}`));
      if (validate("unheard-of")) faults.push(`${table}: ${node.title} takes a term that there is not`);
    }
  const terms = vocabularies.flatMap(({ id, terms }) => terms.map((term) => ({ ...term, path: `${id}/${term.id}` })));
  faults.push(...terms.filter((term) => !term.definition).map((term) => `${term.path} has no definition`));
  // The rest name what is computed or which table is meant: no record holds their terms, but columns of the tables do.
  const columns = new Set(descriptor.resources.flatMap(({ schema }) => schema.fields.flatMap((f) => f.constraints?.enum ?? [])));
  const rest = vocabularies.filter(({ id }) => !met.has(id));
  const used = rest.filter(({ terms }) => terms.every((term) => columns.has(term.id)));
  const other = rest.filter((vocabulary) => !used.includes(vocabulary)).map(({ id }) => id);
  const where = `${met.size} vocabularies in schemas, ${used.length} more in tables, not in either: ${other.join(", ") || "none"}`;
  report(ajv, `${terms.length} terms of ${vocabularies.length} vocabularies; ${where}`, faults);
}

// The parts from which a child table is made: events_changes from the `changes` of events, and so on downwards.
function parts(things, path) {
  if (!path) return things;
  const key = path.match(/^(responds_to|[a-z]+)_?/);
  return parts(things.flatMap((thing) => thing[key[1]] ?? []), path.slice(key[0].length));
}
function expected(name) {
  const [table] = name.split("_");
  if (name === "records") return Object.values(records).flat().length;
  // What is derived counts no record that is retired.
  const live = (table) => records[table].filter((record) => !("replaced_by" in record));
  if (name === "timeline") return live("events").length + live("statements").length;
  if (name === "changes") return parts(live("events"), "changes").length;
  return table in records && name !== "commitments_standing" ? parts(records[table], name.slice(table.length + 1)).length : null;
}
// The reader makes a date of a day: midnight, where it runs.
const day = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
const TYPES = {
  string: { right: (value) => typeof value === "string", cell: String },
  integer: { right: Number.isInteger, cell: String },
  date: { right: (value) => value instanceof Date, cell: day },
};

// A value cast by the descriptor is of its type, reads as the cell does, and says what the record says.
function* wrongCells({ name, schema }, cast, plain, kinds) {
  for (const [at, row] of plain.entries())
    for (const { name: column, type } of schema.fields) {
      const value = cast[at][column];
      const place = `${name}.${column}, row ${at + 1}`;
      const written = records[name]?.[at][column];
      if (typeof written === "string" && written !== row[column]) yield `${place}: ${row[column]}, and in the JSON ${written}`;
      if (value === null ? row[column] !== "" : !TYPES[type].right(value) || TYPES[type].cell(value) !== row[column])
        yield `${place}: ${row[column]} is cast to ${value}`;
      if (value !== null) kinds[type] = (kinds[type] ?? 0) + 1;
    }
}

async function everyTableIsCast() {
  const found = await datapackage.Package.load(descriptor, { basePath: root });
  const faults = found.valid ? [] : found.errors.map(String);
  const kinds = {};
  let rows = 0;
  for (const resource of found.resources) {
    const { name } = resource;
    try {
      const cast = await resource.read({ keyed: true });
      // Each key is followed: a row that it names and that is not there is an error.
      const linked = await resource.read({ relations: true });
      const plain = Papa.parse(text(resource.descriptor.path), { header: true, skipEmptyLines: true });
      const counts = [cast, linked, plain.data].map((list) => list.length);
      rows += cast.length;
      if (new Set([...counts, expected(name) ?? cast.length]).size > 1)
        faults.push(`${name}: ${counts} rows cast, with keys, and plain; ${expected(name)} in the JSON`);
      faults.push(...plain.errors.map((error) => `${name}: ${error.message}, row ${error.row}`));
      faults.push(...wrongCells(resource, cast, plain.data, kinds));
    } catch (error) {
      faults.push(`${name}: ${error}; ${(error.errors ?? []).slice(0, 3).map(String)}`);
    }
  }
  const types = Object.entries(kinds).map(([type, n]) => `${n} ${type}`).join(", ");
  const tables = `${found.resources.length} tables, ${rows} rows with their keys, cells as papaparse ${version("papaparse")} has them`;
  report(`datapackage ${version("datapackage")}`, `${tables} (${types})`, faults);
}

// The same reader refuses a table with a fault.
async function everyBrokenTableIsRefused() {
  const faults = [];
  const spoil = {
    "a key that leads nowhere": ["events_changes", "commitment", "no-such-commitment", { relations: true }],
    "a term that there is not": ["events", "type", "unheard-of", {}],
    "a day that there is not": ["events", "date_min", "2026-02-30", {}],
    "a word for a number": ["events_changes", "position", "first", {}],
  };
  for (const [what, [name, column, value, options]] of Object.entries(spoil)) {
    const resources = descriptor.resources.map((resource) => {
      if (resource.name !== name) return resource;
      const table = Papa.parse(text(resource.path), { header: true, skipEmptyLines: true });
      table.data[0][column] = value;
      const { path, profile, dialect, bytes, hash, ...rest } = resource;
      return { ...rest, profile: "tabular-data-resource", data: [table.meta.fields, ...table.data.map(Object.values)] };
    });
    const found = await datapackage.Package.load({ ...descriptor, resources }, { basePath: root });
    const refused = await found.getResource(name).read(options).then(() => false, () => true);
    if (!refused) faults.push(`${name}.${column}: ${what} passes`);
  }
  report(`datapackage ${version("datapackage")}`, `${Object.keys(spoil).length} tables with one fault each, to be refused`, faults);
}

everyRecordHolds();
everyFaultIsRefused();
everyTermPasses();
await everyTableIsCast();
await everyBrokenTableIsRefused();
process.exit(failed ? 1 : 0);
