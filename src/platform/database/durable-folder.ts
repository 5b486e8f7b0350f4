import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** An open file, as the file system of the embedded database knows it. */
export interface OpenFile {
  /** Where the database sees it. */
  readonly path: string;
  /** The descriptor of this process. */
  readonly nfd: number;
  readonly node: { readonly mode: number };
}

/** The part of Emscripten's file system over a folder of this machine that we add to. */
export interface FileOperations {
  fsync(file: OpenFile): number;
  write(file: OpenFile, buffer: Uint8Array, offset: number, length: number, position?: number): number;
}

/** What a started program of Emscripten offers to whoever extends its file system. */
export interface FileSystemModule {
  readonly NODEFS: { readonly stream_ops: FileOperations; tryFSOperation<Answer>(operation: () => Answer): Answer };
  readonly FS: { readonly ErrnoError: new (errno: number) => Error; isDir(mode: number): boolean };
}

type Init = NodeFS['init'];

/**
 * A folder whose contents survive a power cut: what the database asks to be on disk is on disk when it is told so.
 * The file system that comes with PGlite answers every fsync with "done" and does nothing.
 */
export class DurableFolder extends NodeFS {
  /** Bytes written to the log of changes since it was opened: what tells when a checkpoint is due. */
  logBytes = 0;

  override async init(...[pglite, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const extend = (module: unknown) => {
      const { NODEFS } = module as FileSystemModule;
      Object.assign(NODEFS.stream_ops, this.extend(module as FileSystemModule, { ...NODEFS.stream_ops }));
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [extend, ...(emscriptenOpts.preRun ?? [])] } };
  }

  /** The operations that differ from those that came before. */
  protected extend({ FS, NODEFS }: FileSystemModule, before: FileOperations): Partial<FileOperations> {
    return {
      fsync: (file) => {
        // Windows has no fsync for a folder, and keeps the names of files in a journal of its own.
        if (process.platform === 'win32' && FS.isDir(file.node.mode)) return 0;
        NODEFS.tryFSOperation(() => fsyncSync(file.nfd));
        return 0;
      },
      write: (file, ...rest) => {
        const written = before.write(file, ...rest);
        if (file.path.includes('/pg_wal/')) this.logBytes += written;
        return written;
      },
    };
  }
}
