import { DurableFolder, type FileOperations, type FileSystemModule } from '#platform/database/durable-folder.ts';

/** How many more bytes fit on the disk. */
export interface Disk {
  room: number;
}

/** What the operating system calls a full disk, by the number that WebAssembly gives it. */
const noSpaceLeft = 51;

/** A folder on a disk of limited size: the byte that does not fit is refused as the operating system refuses it. */
export class FullDiskFolder extends DurableFolder {
  readonly #disk: Disk;

  constructor(path: string, disk: Disk) {
    super(path);
    this.#disk = disk;
  }

  protected override extend(module: FileSystemModule, before: FileOperations): Partial<FileOperations> {
    const operations = super.extend(module, before);
    return {
      ...operations,
      write: (file, buffer, offset, length, position) => {
        if (length > this.#disk.room) throw new module.FS.ErrnoError(noSpaceLeft);
        this.#disk.room -= length;
        return operations.write!(file, buffer, offset, length, position);
      },
    };
  }
}
