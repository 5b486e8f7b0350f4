// Control characters but tab and line end, lone surrogates (no database stores them), and the marks that turn the
// direction of a text around, with which one name can be made to look like another.
const unwanted = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text of several lines without control characters, in Unicode's composed form. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(unwanted, '').normalize('NFC');

/** The same on one line: tabs and line ends become blanks. */
export const cleanLine = (text: string): string => cleanText(text).replace(/[\t\n]+/g, ' ');
