// Asks Microsoft's own connector for JavaScript what it makes of our side. Reads one JSON object from standard input and writes one to standard output:
//   calls: requests to a bot → for each, null when it is let in, otherwise why not
//   sends: activities a bot sends → for each, the path and the body as the connector would have sent them
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const { ChannelValidation, ConnectorClient, JwtTokenValidation, MicrosoftAppCredentials, SimpleCredentialProvider } = require('botframework-connector');
const { assertAttachment, assertEntity, assertSuggestedActions } = require('botframework-schema');

const { appId, keys, calls, sends } = await json(process.stdin);
const arrived = [];

const server = createServer(async (request, response) => {
  response.setHeader('Content-Type', 'application/json');
  if (request.method === 'POST') {
    arrived.push({ path: request.url, body: await json(request) });
    response.end('{"id":"1"}');
  } else if (request.url === '/metadata')
    response.end(JSON.stringify({ issuer: 'https://api.botframework.com', jwks_uri: `${address}/keys`, id_token_signing_alg_values_supported: ['RS256'] }));
  else
    response.end(JSON.stringify(keys));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = `http://127.0.0.1:${server.address().port}`;
ChannelValidation.OpenIdMetadataEndpoint = `${address}/metadata`;

const refusals = [];
for (const { authorization, activity } of calls) {
  try {
    await JwtTokenValidation.authenticateRequest(activity, authorization ?? '', new SimpleCredentialProvider(appId, ''), '');
    refusals.push(null);
  } catch (refusal) {
    refusals.push(String(refusal.message));
  }
}

const client = new ConnectorClient(new MicrosoftAppCredentials('', ''), { baseUri: address });
for (const { conversation, replyTo, body } of sends) {
  // What we make ourselves; people and conversation go back as they came.
  (body.attachments ?? []).forEach(attachment => assertAttachment(attachment));
  (body.entities ?? []).forEach(entity => assertEntity(entity));
  if (body.suggestedActions)
    assertSuggestedActions(body.suggestedActions);
  if (replyTo)
    await client.conversations.replyToActivity(conversation, replyTo, body);
  else
    await client.conversations.sendToConversation(conversation, body);
}

server.close();
server.closeAllConnections();
process.stdout.write(JSON.stringify({ refusals, arrived }));
