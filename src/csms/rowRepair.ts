type Fields = Readonly<Record<string, unknown>>;

/**
 * Rewrites a row that the schema refused into the form it knows: numbers and booleans that came as text, and a detail
 * that came as a one-element array, which is how the sister API of KMS publishes it. What it does not know stays.
 */
export function repairedRow(row: unknown): unknown {
  if (!isObject(row)) return row;
  const { resource_detail: detail } = row;
  const single: unknown = Array.isArray(detail) && detail.length === 1 ? detail[0] : detail;
  return { ...row, resource_detail: isObject(single) ? repairedDetail(single) : single };
}

function repairedDetail(detail: Fields): Fields {
  const entries = Object.entries(detail).map(([key, value]): [string, unknown] => [key, repairedField(key, value)]);
  return Object.fromEntries(entries);
}

function repairedField(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (key.endsWith('_time')) {
    if (value.trim() === '') return null;
    return /^\s*\d{1,16}\s*$/u.test(value) ? Number(value) : value;
  }
  if (key === 'auto_rotation') return value === '' ? null : (booleans.get(value.toLowerCase()) ?? value);
  return value;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/**
 * Joins the pieces of rows that came as several elements. The official example of ListResourceInstances spreads one
 * resource over elements with one field each: `{resource_id}`, `{resource_detail}`, `{tags}`, and so on. A piece that
 * repeats a field begins the next row.
 */
export function joinedFragments(rows: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  let open: Fields | undefined;
  for (const row of rows) {
    if (open && isFragment(row) && !Object.keys(row).some((key) => open && Object.hasOwn(open, key))) {
      open = { ...open, ...row };
      joined[joined.length - 1] = open;
    } else {
      open = isFragment(row) ? row : undefined;
      joined.push(row);
    }
  }
  return joined;
}

const rowFields = new Set(['resource_id', 'resource_name', 'resource_detail', 'tags', 'sys_tags']);

/** A row of its own has at least an id and either a name or a detail. */
function isFragment(row: unknown): row is Fields {
  if (!isObject(row)) return false;
  const keys = Object.keys(row);
  const isWhole = 'resource_id' in row && ('resource_name' in row || 'resource_detail' in row);
  return !isWhole && keys.length > 0 && keys.every((key) => rowFields.has(key));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
