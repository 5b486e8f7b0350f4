// A public page is read, not operated: it sends no script.
export const csr = false;
