// The picture that `npm start -- --screenshot` takes, in a process of its own that reads TypeScript (node --import tsx).
// The one argument is the options of photographSampleSecrets as JSON.
import { photographSampleSecrets } from '../test/support/sampleSecretsPhoto.ts';

const options = JSON.parse(process.argv[2] ?? '');
try {
  console.log(`${options.file}: ${await photographSampleSecrets(options)}`);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(
    `The sample secrets could not be shown. ${options.file} is what could be seen instead, if VS Code started.`,
  );
  process.exit(1);
}
