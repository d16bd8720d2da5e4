import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { valueAt } from '../../base/pointer.ts';
import { StateFailure } from '../failure.ts';
import type { Course, MapItem } from '../thread.ts';
import type { Visit } from '../visit.ts';
import { readCsv } from './csv.ts';
import { argumentsOf, countOf, partOf } from './part.ts';

/**
 * `ItemReader`: the items of a file, of the files that a manifest or an inventory lists, or the list of objects of a bucket (AWS
 * developer guide, "ItemReader (Map)"). Each object is asked for like a task of the Map's name (`{Bucket, Key}`), so a mock
 * answers with its text or with JSON.
 */
export function* readItems(visit: Visit): Course<readonly MapItem[]> {
  const reader = partOf(visit, 'ItemReader');
  const config = isObject(reader['ReaderConfig']) ? reader['ReaderConfig'] : {};
  const from = yield* argumentsOf(visit, reader, 'ItemReader');
  const most = (yield* countOf(visit, config, 'ItemReader/ReaderConfig', 'MaxItems')) ?? Infinity;
  const resource = String(reader['Resource']);
  const items = resource.endsWith(':listObjectsV2') ? yield* listed(visit, resource, from, config) : yield* fileItems(visit, resource, from, config);
  return items.slice(0, most).map((item, index) => ({ index, ...item }));
}

type Item = Omit<MapItem, 'index'>;

/** The objects under a prefix; with `LOAD_AND_FLATTEN` what stands in them. */
function* listed(visit: Visit, resource: string, from: JsonObject, config: JsonObject): Course<readonly Item[]> {
  const answer = objectOf(visit, resource, from);
  const contents = isList(answer) ? answer : isObject(answer) ? own(answer, 'Contents') : undefined;
  if (!isList(contents)) throw readerFailure('The listing of objects has no Contents.');
  if (config['Transformation'] !== 'LOAD_AND_FLATTEN') return contents.map((value) => ({ value }));
  const items: Item[] = [];
  for (const object of contents) {
    const key = isObject(object) ? own(object, 'Key') : undefined;
    if (typeof key === 'string' && !key.endsWith('/')) items.push(...parse(objectOf(visit, GET_OBJECT, { ...bucketOf(from), Key: key }), config));
  }
  return items;
}

function* fileItems(visit: Visit, resource: string, from: JsonObject, config: JsonObject): Course<readonly Item[]> {
  const body = objectOf(visit, resource, from);
  if (config['ManifestType'] === 'S3_INVENTORY' || (config['InputType'] === 'MANIFEST' && config['ManifestType'] === undefined)) return inventory(visit, from, body);
  if (config['ManifestType'] === 'ATHENA_DATA') return athenaFiles(visit, body, config);
  return parse(body, config);
}

/** An S3 inventory: `manifest.json` names the CSV files and, in `fileSchema`, their columns. */
function inventory(visit: Visit, from: JsonObject, body: Json): readonly Item[] {
  const manifest = jsonOf(body);
  const files = isObject(manifest) ? own(manifest, 'files') : undefined;
  if (!isObject(manifest) || !isList(files)) throw readerFailure('The manifest of the inventory has no files.');
  const headers = String(manifest['fileSchema'] ?? '').split(',').map((h) => h.trim());
  return files.flatMap((file) => rowsOf(textOf(objectOf(visit, GET_OBJECT, { ...bucketOf(from), Key: isObject(file) ? (own(file, 'key') ?? null) : null })), ',', headers));
}

/** The data files of an Athena UNLOAD: one `s3://bucket/key` a line. */
function athenaFiles(visit: Visit, body: Json, config: JsonObject): readonly Item[] {
  return textOf(body)
    .split('\n')
    .flatMap((line) => {
      const place = /^s3:\/\/([^/]+)\/(.+)$/.exec(line.trim().replace(/^"|"$/g, ''));
      return place === null ? [] : parse(objectOf(visit, GET_OBJECT, { Bucket: place[1] ?? '', Key: place[2] ?? '' }), config);
    });
}

const GET_OBJECT = 'arn:aws:states:::s3:getObject';

function bucketOf(from: JsonObject): JsonObject {
  return from['Bucket'] === undefined ? {} : { Bucket: from['Bucket'] };
}

/** The answer for one object: its text, its JSON, or a response with a `Body`. */
function objectOf(visit: Visit, resource: string, from: JsonObject): Json {
  const answer = visit.ask(resource, from);
  if ('throw' in answer) throw readerFailure(answer.throw.cause ?? answer.throw.error ?? 'The object could not be read.');
  if ('never' in answer) throw readerFailure('The object could not be read.');
  const value = answer.return;
  return (isObject(value) ? own(value, 'Body') : undefined) ?? value;
}

function parse(body: Json, config: JsonObject): readonly Item[] {
  switch (config['InputType']) {
    case 'CSV':
      return typeof body === 'string' ? csvItems(body, config) : entries(body);
    case 'JSONL':
      return typeof body === 'string' ? body.split('\n').filter((l) => l.trim() !== '').map((line) => ({ value: parsed(line) })) : entries(body);
    case 'PARQUET':
      if (typeof body === 'string') throw readerFailure('A Parquet file is mocked by the list of its rows.');
      return entries(body);
    default:
      return entries(atPointer(jsonOf(body), config['ItemsPointer']));
  }
}

function entries(value: Json): readonly Item[] {
  if (isList(value)) return value.map((v) => ({ value: v }));
  if (isObject(value)) return Object.entries(value).map(([Key, Value]) => ({ value: { Key, Value }, key: Key }));
  throw readerFailure('Attempting to map over non-iterable node.');
}

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

function csvItems(text: string, config: JsonObject): readonly Item[] {
  const delimiter = DELIMITERS[String(config['CSVDelimiter'] ?? 'COMMA')] ?? ',';
  const given = config['CSVHeaders'];
  return rowsOf(text, delimiter, config['CSVHeaderLocation'] === 'GIVEN' && isList(given) ? given.map(String) : undefined);
}

/** Rows as objects by their headers: those given, else those of the first row. Cells beyond the headers are left out. */
function rowsOf(text: string, delimiter: string, given: readonly string[] | undefined): readonly Item[] {
  const rows = readCsv(text, delimiter);
  const headers = given ?? rows[0] ?? [];
  return rows.slice(given === undefined ? 1 : 0).map((row) => ({ value: Object.fromEntries(headers.map((h, i) => [h, row[i] ?? ''])) }));
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function jsonOf(value: Json): Json {
  return typeof value === 'string' ? parsed(value) : value;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw readerFailure('The file could not be read as JSON.');
  }
}

/** `ItemsPointer`, a JSON pointer (RFC 6901) to the items inside a file. */
function atPointer(value: Json, pointer: Json | undefined): Json {
  if (typeof pointer !== 'string') return value;
  const at = valueAt(value, pointer);
  if (at === undefined) throw readerFailure(`The ItemsPointer '${pointer}' leads nowhere in the file.`);
  return at;
}

function readerFailure(reason: string): StateFailure {
  return new StateFailure('States.ItemReaderFailed', reason, undefined, true);
}
