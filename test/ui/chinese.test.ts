import { describe, it } from 'mocha';
import { openWorkbenchForSuite } from '../support/workbenchSuite';

describe('in Chinese', () => {
  const workbench = openWorkbenchForSuite(() => ({ locale: 'zh-cn' }));

  it('the view, its commands and what the code says are Chinese', async () => {
    const view = await workbench().openView('CSMS', '凭据');
    await view.waitForWelcome(/从不读取凭据值/u);
    await view.clickWelcome('浏览示例凭据');
    await view.waitForRows('the tags of the sample secrets', (rows) => rows.some(({ label }) => label === 'env'));
    await view.waitForMessage(/个凭据$/u);
    await workbench().runCommand('CSMS: 刷新');
  });
});
