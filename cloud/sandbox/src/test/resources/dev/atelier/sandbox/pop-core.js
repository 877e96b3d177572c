// @alicloud/pop-core against a sandbox, both styles of call: prints what it saw as JSON.
const {ROAClient, RPCClient} = require('@alicloud/pop-core');

const {ENDPOINT, KEY, SECRET, CONFIG} = process.env;
const keys = {accessKeyId: KEY, accessKeySecret: SECRET, endpoint: ENDPOINT};
const json = {'content-type': 'application/json'};

async function main() {
  const sts = new RPCClient({...keys, apiVersion: '2015-04-01'});
  const vpc = new RPCClient({...keys, apiVersion: '2016-04-28'});
  const eas = new ROAClient({...keys, apiVersion: '2021-07-01'});
  const wrong = new RPCClient({...keys, accessKeySecret: 'wrong', apiVersion: '2015-04-01'});
  const one = '/api/v2/services/cn-hangzhou/sd_node';

  const identity = await sts.request('GetCallerIdentity', {}, {method: 'POST'});
  const networks = await vpc.request('DescribeVpcs', {RegionId: 'cn-hangzhou', VpcName: 'a b*~+/é中文&='});
  const refused = await wrong.request('GetCallerIdentity').catch((error) => error.code);
  const created = await eas.request('POST', '/api/v2/services', {}, CONFIG, json);
  const listed = await eas.request('GET', '/api/v2/services', {Filter: 'sd_n', PageSize: '5'});
  const described = await eas.request('GET', one);
  await eas.request('DELETE', one);
  const missing = await eas.request('GET', `${one}_none`).catch((error) => error.code);
  console.log(JSON.stringify({
    account: identity.AccountId,
    networks: networks.TotalCount,
    refused,
    created: created.ServiceName,
    listed: listed.Services.map((service) => service.ServiceName),
    described: described.ServiceName,
    missing,
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
