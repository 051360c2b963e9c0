import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { noFilter } from '../../../src/model/secretFilter';
import { FaultServer } from '../../support/faultServer';
import { json, page } from '../../support/faults/answers';
import { wireRow } from '../../support/faults/wireRows';
import { canaryToken, type ClientUnderTest, clientUnderTest, firstPage, never } from './clientUnderTest';

describe('The client of CSMS', () => {
  let server: FaultServer;
  let made: ClientUnderTest[] = [];
  const start = (): ClientUnderTest => {
    const under = clientUnderTest(server.endpoint);
    made.push(under);
    return under;
  };
  before(async () => {
    server = await FaultServer.start();
  });
  afterEach(() => {
    for (const { client } of made) client.dispose();
    made = [];
  });
  after(() => server.dispose());

  describe('answers', () => {
    it('a page as sent, in the words of the model', async () => {
      const { client } = start();
      server.play(page(wireRow('a')));
      const result = await client.listPage(noFilter, firstPage, never);
      assert.deepEqual(result, {
        secrets: [
          {
            id: 'id-of-a',
            name: 'a',
            state: 'ENABLED',
            type: 'COMMON',
            description: 'A database',
            kmsKeyId: 'b168fe00-ff56-495d-a7a6-974efccabb70',
            createTime: 1669042498000,
            updateTime: 1669042499000,
            scheduledDeleteTime: undefined,
            autoRotation: false,
            rotationPeriod: undefined,
            rotationConfig: undefined,
            rotationTime: undefined,
            nextRotationTime: undefined,
            eventSubscriptions: [],
            enterpriseProjectId: '0',
            rotationFunctionUrn: undefined,
            tags: [{ key: 'env', value: 'prod' }],
            systemTags: [],
          },
        ],
        unreadable: [],
        received: 1,
        totalCount: 1,
      });
    });

    it('a count, which comes without resources', async () => {
      const { client } = start();
      server.play(json({ resources: null, total_count: 1204 }));
      assert.equal(await client.count(noFilter, never), 1204);
      server.play(json({ total_count: '7' }));
      assert.equal(await client.count(noFilter, never), 7);
    });

    it('equal tags of all pages as one object, so that many secrets need little memory', async () => {
      const { client } = start();
      server.play(page(wireRow('a')), page(wireRow('b')));
      const first = await client.listPage(noFilter, firstPage, never);
      const second = await client.listPage(noFilter, { limit: 1000, offset: 1000 }, never);
      assert.equal(second.secrets[0]?.tags[0], first.secrets[0]?.tags[0]);
    });
  });

  it('names the rows that could not be read, without the credential that a server put into one', async () => {
    const { client } = start();
    server.play(page(wireRow('a'), { resource_id: `x${canaryToken}` }));
    const { secrets, unreadable } = await client.listPage(noFilter, firstPage, never);
    assert.equal(secrets.length, 1);
    assert.equal(unreadable.length, 1);
    assert.ok(!inspect(unreadable).includes(canaryToken.slice(0, 16)), inspect(unreadable));
  });
});
