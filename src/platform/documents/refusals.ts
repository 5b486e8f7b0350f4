import { Refusal } from '#shared/refusal.ts';

/** There is nothing in the file. */
export class FileEmpty extends Refusal {
  constructor() {
    super(422);
  }
}

/** The file is larger than what is taken. */
export class FileTooLarge extends Refusal {
  constructor(megabytes: number) {
    super(413, { megabytes });
  }
}

/** What came is something else: a document, a picture, an older or a locked workbook. */
export class FileOtherKind extends Refusal {
  constructor(kind: OtherKind) {
    super(415, { kind });
  }
}
export type OtherKind = 'old_or_locked' | 'binary_workbook' | 'open_document' | 'pdf' | 'web_page' | 'unknown';

/** A workbook with macros: programs are not taken in, and not looked into. */
export class FileHasMacros extends Refusal {
  constructor() {
    super(415);
  }
}

/** The file breaks off, or is not what it says. */
export class FileDamaged extends Refusal {
  constructor() {
    super(422);
  }
}

/** Unpacked, it would be larger than any real table: it may have been made to fill the memory. */
export class FileUnpacksTooLarge extends Refusal {
  constructor(megabytes: number) {
    super(422, { megabytes });
  }
}

/** More rows, or more columns, than are taken at once. */
export class TableTooLarge extends Refusal {
  constructor(rows: number, columns: number) {
    super(422, { rows, columns });
  }
}

/** A quotation mark is opened in this row and never closed, or closed in the middle of a cell. */
export class QuoteOpen extends Refusal {
  constructor(row: number) {
    super(422, { row });
  }
}

/** The letters could be read in more than one way, or in none. */
export class EncodingUnclear extends Refusal {
  constructor() {
    super(422);
  }
}
