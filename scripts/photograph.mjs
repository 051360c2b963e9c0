// The picture that `npm start -- --screenshot` takes, in a process of its own that reads TypeScript (node --import tsx).
// The one argument is the options of photographSampleSecrets as JSON.
import { photographSampleSecrets } from '../test/support/sampleSecretsPhoto.ts';

const [options] = process.argv.slice(2);
console.log(`Saved: ${await photographSampleSecrets(JSON.parse(options ?? ''))}`);
process.exit(0);
