// A process that takes a data folder and keeps it until it is ended.
import { lockFolder } from '#platform/database/folder-lock.ts';

try {
  lockFolder(process.argv[2]!);
  console.log('has it');
} catch {
  console.log('was refused');
}
setInterval(() => {}, 60_000);
