import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { noFilter } from '../../../src/model/secretFilter';
import { page } from '../../support/faults/answers';
import { wireRow } from '../../support/faults/wireRows';
import { canaryToken, clientUnderTest, firstPage, never, useFaultServer } from './clientUnderTest';

describe('The client of CSMS', () => {
  const server = useFaultServer();

  it('gives equal tags of all pages as one object, so that many secrets need little memory', async () => {
    const { client } = clientUnderTest(server.endpoint);
    server.play(page(wireRow('a')), page(wireRow('b')));
    const first = await client.listPage(noFilter, firstPage, never);
    const second = await client.listPage(noFilter, { limit: 1000, offset: 1000 }, never);
    assert.equal(second.secrets[0]?.tags[0], first.secrets[0]?.tags[0]);
  });

  it('names the rows that could not be read, without the credential that a server put into one', async () => {
    const { client } = clientUnderTest(server.endpoint);
    server.play(page(wireRow('a'), { resource_id: `x${canaryToken}` }));
    const { secrets, unreadable } = await client.listPage(noFilter, firstPage, never);
    assert.equal(secrets.length, 1);
    assert.equal(unreadable.length, 1);
    assert.ok(!inspect(unreadable).includes(canaryToken.slice(0, 16)), inspect(unreadable));
  });
});
