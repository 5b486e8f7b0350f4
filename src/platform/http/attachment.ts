/** An answer that the browser keeps as a file and nobody on the way keeps at all. */
export const attachment = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Response =>
  new Response(bytes, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
