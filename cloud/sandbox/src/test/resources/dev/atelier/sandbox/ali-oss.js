// ali-oss against a sandbox: prints what it saw as JSON.
const OSS = require('ali-oss');

const {ENDPOINT, KEY, SECRET, BUCKET, V4} = process.env;
const client = new OSS({
  endpoint: ENDPOINT,
  accessKeyId: KEY,
  accessKeySecret: SECRET,
  bucket: BUCKET,
  region: 'oss-cn-hangzhou',
  authorizationV4: V4 === 'true',
  sldEnable: true, // the bucket in the path; an address of digits would get a foreign Host
});

async function text(url) {
  const answer = await fetch(url);
  return answer.status === 200 ? answer.text() : `status ${answer.status}`;
}

async function main() {
  const key = '船 a+b/red&boat.txt';
  const put = await client.put(key, Buffer.from('a red boat'));
  const got = await client.get(key);
  const head = await client.head(key);
  await client.copy('copy.txt', key);
  const link = V4 === 'true'
    ? await client.signatureUrlV4('GET', 60, undefined, key)
    : client.signatureUrl(key, {expires: 60});
  const big = Buffer.alloc(250 * 1024, 7);
  await client.multipartUpload('big.bin', big, {partSize: 100 * 1024});
  const bigBack = await client.get('big.bin');
  const listed = await client.listV2({'max-keys': 100});
  await client.delete('copy.txt');
  const missing = await client.get('copy.txt').catch((error) => error.code);
  console.log(JSON.stringify({
    put: put.res.status,
    content: got.content.toString(),
    length: head.res.headers['content-length'],
    link: await text(link),
    big: Buffer.compare(big, bigBack.content),
    keys: listed.objects.map((object) => object.name),
    missing,
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
