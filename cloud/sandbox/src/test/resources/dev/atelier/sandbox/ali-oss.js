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

// A form as a browser sends it, signed by the client.
async function posted() {
  const policy = {
    expiration: new Date(Date.now() + 60000).toISOString(),
    conditions: [{bucket: BUCKET}, ['starts-with', '$key', 'form']],
  };
  const form = new FormData();
  form.append('key', 'form.txt');
  if (V4 === 'true') {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const credential = `${KEY}/${date.slice(0, 8)}/cn-hangzhou/oss/aliyun_v4_request`;
    policy.conditions.push({'x-oss-credential': credential}, {'x-oss-date': date});
    form.append('x-oss-signature-version', 'OSS4-HMAC-SHA256');
    form.append('x-oss-credential', credential);
    form.append('x-oss-date', date);
    form.append('x-oss-signature', client.signPostObjectPolicyV4(policy, new Date()));
    form.append('policy', Buffer.from(JSON.stringify(policy)).toString('base64'));
  } else {
    const signed = client.calculatePostSignature(policy);
    form.append('OSSAccessKeyId', signed.OSSAccessKeyId);
    form.append('Signature', signed.Signature);
    form.append('policy', signed.policy);
  }
  form.append('file', new Blob(['a yellow moon']), 'moon.txt');
  const answer = await fetch(`${ENDPOINT}/${BUCKET}`, {method: 'POST', body: form});
  if (answer.status !== 204) {
    return answer.text();
  }
  const text = (await client.get('form.txt')).content.toString();
  await client.delete('form.txt');
  return text;
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
  await client.multipartUploadCopy('big-copy.bin', {sourceKey: 'big.bin', sourceBucketName: BUCKET},
    {partSize: 100 * 1024});
  const bigCopy = await client.get('big-copy.bin');
  await client.delete('big-copy.bin');
  const open = await client.initMultipartUpload('open.bin');
  await client.uploadPart('open.bin', open.uploadId, 1, 'x', 0, 1).catch(() => {});
  const parts = await client.listParts('open.bin', open.uploadId);
  const uploads = await client.listUploads({'max-uploads': 10});
  await client.abortMultipartUpload('open.bin', open.uploadId);
  await client.putSymlink('link.txt', key);
  const target = await client.getSymlink('link.txt');
  const followed = await client.get('link.txt');
  await client.delete('link.txt');
  await client.putObjectTagging('copy.txt', {kind: 'draft one'});
  const tags = await client.getObjectTagging('copy.txt');
  await client.putBucketTags(BUCKET, {team: 'sea'});
  const bucketTags = await client.getBucketTags(BUCKET);
  await client.putBucketCORS(BUCKET, [{allowedOrigin: '*', allowedMethod: ['GET', 'PUT']}]);
  const cors = await client.getBucketCORS(BUCKET);
  const beyond = await client.get(key, {headers: {Range: 'bytes=4-4000'}});
  const form = await posted();
  const restored = await client.restore(key).catch((error) => error.code);
  const lifecycle = await client.getBucketLifecycle(BUCKET).catch((error) => error.code);
  const lost = await new OSS({...client.options, bucket: 'no-such-bucket'})
    .put('x', Buffer.alloc(8 << 20)).catch((error) => error.code);
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
    bigCopy: Buffer.compare(big, bigCopy.content),
    nextPart: String(parts.nextPartNumberMarker),
    nextUpload: uploads.nextKeyMarker,
    target: target.targetName,
    followed: followed.content.toString(),
    tag: tags.tag.kind,
    bucketTag: bucketTags.tag.team,
    cors: cors.rules[0].allowedMethod,
    beyond: [beyond.res.status, beyond.content.toString()],
    form,
    restored,
    lifecycle,
    lost,
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
