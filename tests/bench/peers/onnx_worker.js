// Runs an ONNX file with ONNX Runtime: one JSON request a line on standard input, one JSON answer a line.
//   {"load": FILE, "threads": N, "inputs": [{"name", "shape", "file" (raw float32)}]}  →  {"version"}
//   {"output": FILE}  runs once, writes raw float32                                   →  {"shape"}
//   {"runs": N}                                                                       →  {"milliseconds": [..]}
'use strict';

const fs = require('fs');
const path = require('path');
const readline = require('readline');

const modules = path.join(process.argv[2], 'node_modules', 'onnxruntime-node');
const ort = require(modules);

let session = null;
let feeds = {};

function readFloats(file) {
    const bytes = fs.readFileSync(file);
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function load(request) {
    session = await ort.InferenceSession.create(request.load, {
        intraOpNumThreads: request.threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        executionProviders: ['cpu'],
    });
    feeds = {};
    for (const input of request.inputs) {
        feeds[input.name] = new ort.Tensor('float32', readFloats(input.file), input.shape);
    }
    return {version: require(path.join(modules, 'package.json')).version};
}

async function output(file) {
    const result = (await session.run(feeds))[session.outputNames[0]];
    fs.writeFileSync(file, Buffer.from(result.data.buffer, result.data.byteOffset, result.data.byteLength));
    return {shape: result.dims};
}

async function time(runs) {
    const milliseconds = [];
    for (let i = 0; i < runs; ++i) {
        const start = process.hrtime.bigint();
        await session.run(feeds);
        milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
    return {milliseconds};
}

async function answer(request) {
    if (request.load !== undefined) {
        return load(request);
    }
    return request.output !== undefined ? output(request.output) : time(request.runs);
}

async function main() {
    for await (const line of readline.createInterface({input: process.stdin})) {
        let reply;
        try {
            reply = await answer(JSON.parse(line));
        } catch (error) {
            reply = {error: String(error.message)};
        }
        process.stdout.write(JSON.stringify(reply) + '\n');
    }
}

main();
