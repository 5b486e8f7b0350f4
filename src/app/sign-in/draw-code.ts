import encode from 'qr';

/** A code for a camera: an SVG path of its dark squares, and how many squares it is wide. */
export interface DrawnCode {
  readonly picture: string;
  readonly size: number;
}

/** Draws a text as a QR code, with the light border that cameras need. */
export function drawCode(text: string): DrawnCode {
  const squares = encode(text, 'raw', { ecc: 'medium', border: 4 });
  const dark = squares.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { picture: dark.join(''), size: squares.length };
}
