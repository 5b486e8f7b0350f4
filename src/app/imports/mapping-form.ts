import {
  fixedFields,
  importFields,
  isComplete,
  type FixedField,
  type ImportField,
  type ImportMapping,
} from '#domains/training/sessions/rules/import-columns.ts';

/** What keeps the columns from being taken as they were said: two for one field, or none for one that is needed. */
export interface MappingProblem {
  readonly is: 'twice' | 'missing';
  readonly fields: readonly ImportField[];
}

export type ReadMapping =
  | { readonly ok: true; readonly mapping: ImportMapping }
  | { readonly ok: false; readonly mapping: ImportMapping; readonly problem: MappingProblem };

/** Reads which column is what: `column.0` names a field or nothing, `fixed.kind` a word for all rows. */
export function readMapping(form: FormData, width: number): ReadMapping {
  const columns: Partial<Record<ImportField, number>> = {};
  const twice: ImportField[] = [];
  for (let at = 0; at < width; at += 1) {
    const field = importFields.find((one) => one === form.get(`column.${at}`));
    if (!field) continue;
    if (columns[field] === undefined) columns[field] = at;
    else twice.push(field);
  }
  const fixed = Object.fromEntries(fixedFields.map((field) => [field, wordIn(form, field)]));
  const mapping: ImportMapping = { columns, fixed: fixed as Record<FixedField, string> };
  if (twice.length > 0) return { ok: false, mapping, problem: { is: 'twice', fields: twice } };
  if (isComplete(mapping)) return { ok: true, mapping };
  const needed: readonly ImportField[] = ['dateFrom', 'place', ...fixedFields];
  const missing = needed.filter((field) => columns[field] === undefined && !mapping.fixed[field as FixedField]);
  return { ok: false, mapping, problem: { is: 'missing', fields: missing } };
}

/** A code as the form offers it; the schema judges it with each row. */
function wordIn(form: FormData, field: FixedField): string {
  const word = form.get(`fixed.${field}`);
  return typeof word === 'string' && /^\w{0,40}$/.test(word) ? word : '';
}
