// The reader of untrusted models: what it takes and what it refuses.

#include "core/base/base64.h"
#include "core/base/file.h"
#include "tests/nn_tf/tiny_model.h"
#include "tests/support/support.h"

#include <map>

namespace kinovar::nn::tfjs {
namespace {

namespace fs = std::filesystem;
using test::TinyModel;

void expect_refused(const Result<Graph>& graph, std::string_view reason) {
    ASSERT_FALSE(graph.has_value()) << "expected: " << reason;
    EXPECT_NE(graph.error().message.find(reason), std::string::npos) << graph.error().one_line();
    EXPECT_EQ(graph.error().message.find('\n'), std::string::npos);
}

Result<Graph> parse(std::string_view json, std::string_view bytes = "") {
    MemoryShards shards(bytes);
    return parse_graph(json, JsonCursor::Dialect::Json, shards);
}

TinyModel small_model() {
    TinyModel model;
    model.input("x", {1, 4}).constant("w", test::random_tensor({4}));
    model.node("y", "AddV2", {"x", "w"});
    return model;
}

TEST(TfjsReader, ReadsAGraph) {
    const auto graph = small_model().graph();
    ASSERT_OK(graph);
    EXPECT_EQ(graph->format, "graph-model");
    EXPECT_EQ(graph->nodes.size(), 3U);
    EXPECT_EQ(graph->inputs.at(0).name, "x");
    EXPECT_EQ(graph->inputs.at(0).shape, (Shape{1, 4}));
    EXPECT_EQ(graph->outputs.at(0).name, "y");
    EXPECT_EQ(graph->parameters, 4);
}

TEST(TfjsReader, NodesMayStandInAnyOrder) {
    TinyModel model;
    model.node("z", "Relu", {"y"}).node("y", "AddV2", {"x:0", "^w", "w"});
    model.constant("w", test::random_tensor({4})).input("x", {1, 4});
    const auto graph = model.graph();
    ASSERT_OK(graph);
    for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
        for (const auto input : graph->nodes[i].inputs) {
            EXPECT_LT(static_cast<std::size_t>(input), i);
        }
    }
}

TEST(TfjsReader, WhatNoOutputNeedsIsLeftOut) {
    TinyModel model = small_model();
    model.node("dead", "PyFunc", {"x"});
    model.signature(R"({"inputs":{"in":{"name":"x:0"}},"outputs":{"sum":{"name":"y:0"}}})");
    const auto graph = model.graph();
    ASSERT_OK(graph);
    EXPECT_EQ(graph->nodes.size(), 3U);
    EXPECT_EQ(graph->inputs.at(0).name, "in");
    EXPECT_EQ(graph->outputs.at(0).name, "sum");
}

TEST(TfjsReader, QuantisedWeightsAreWidened) {
    TinyModel model;
    model.input("x", {1, 3});
    model.quantised("a", {3}, std::string("\x00\x01\xFF", 3),
                    R"({"dtype":"uint8","scale":0.5,"min":-1})");
    model.quantised("b", {3}, std::string("\x00\x00\x01\x00\x00\x01", 6),
                    R"({"dtype":"uint16","scale":2,"min":1})");
    model.quantised("c", {3}, std::string("\x00\x3C\x00\xC0\x01\x00", 6), R"({"dtype":"float16"})");
    model.node("y", "AddN", {"x", "a", "b", "c"});
    const auto graph = model.graph();
    ASSERT_OK(graph);
    std::map<std::string, std::vector<float>> found;
    for (const Constant& constant : graph->constants) {
        found[constant.name] = constant.floats;
    }
    EXPECT_EQ(found["a"], (std::vector<float>{-1, -0.5F, 126.5F}));
    EXPECT_EQ(found["b"], (std::vector<float>{1, 3, 513}));
    EXPECT_EQ(found["c"], (std::vector<float>{1, -2, 5.9604645e-8F}));
}

TEST(TfjsReader, FilesMustHaveTheRightSize) {
    const TinyModel model = small_model();
    expect_refused(parse(model.json(), model.bytes() + "x"), "17 bytes where the model needs 16");
    expect_refused(parse(model.json(), model.bytes().substr(1)),
                   "15 bytes where the model needs 16");
}

TEST(TfjsReader, BrokenGraphsAreNamed) {
    TinyModel circle;
    circle.input("x", {1, 4}).node("a", "AddV2", {"x", "b"}).node("b", "Relu", {"a"});
    expect_refused(circle.graph(), "circle");
    TinyModel missing;
    missing.input("x", {1, 4}).node("a", "Relu", {"nope"});
    expect_refused(missing.graph(), "a needs nope, which is missing");
    TinyModel unknown;
    unknown.input("x", {1, 4}).node("a", "PyFunc", {"x"});
    expect_refused(unknown.graph(), "PyFunc");
    TinyModel twice = small_model();
    twice.node("y", "Relu", {"x"});
    expect_refused(twice.graph(), "two nodes are named y");
    TinyModel port;
    port.input("x", {1, 4}).node("a", "Relu", {"x:1"});
    expect_refused(port.graph(), "only first outputs");
    TinyModel arity;
    arity.input("x", {1, 4}).node("a", "AddV2", {"x"});
    expect_refused(arity.graph(), "has 1 inputs");
    TinyModel weightless;
    weightless.input("x", {1, 4}).node("w", "Const", {}).node("a", "AddV2", {"x", "w"});
    expect_refused(weightless.graph(), "weights of w are missing");
    expect_refused(parse("{}"), "describes no network");
}

TEST(TfjsReader, NumbersMustBeFinite) {
    TinyModel infinite;
    infinite.input("x", {1, 4}).constant("w", test::random_tensor({4}) / 0);
    infinite.node("y", "AddV2", {"x", "w"});
    expect_refused(infinite.graph(), "weight w holds numbers that are not finite");
    TinyModel scaled;
    scaled.input("x", {1, 1})
        .quantised("w", {1}, "\x02", R"({"dtype":"uint8","scale":1e39,"min":0})");
    scaled.node("y", "AddV2", {"x", "w"});
    expect_refused(scaled.graph(), "not finite");
}

std::string with_weight(const std::string& weight) {
    return R"({"modelTopology":{"node":[{"name":"x","op":"Placeholder"}]},"weightsManifest":)"
           R"([{"paths":[],"weights":[)" +
           weight + "]}]}";
}

TEST(TfjsReader, ImpossibleShapesAreRefusedBeforeMemoryIsSpent) {
    const char* shapes[] = {"2147483648,2147483648,4",
                            "4294967296,4294967296",
                            "-1",
                            "9007199254740992,2048",
                            "1073741825",
                            "0,4294967296"};
    for (const std::string shape : shapes) {
        expect_refused(
            parse(with_weight(R"({"name":"w","dtype":"float32","shape":[)" + shape + "]}")),
            "impossible shape");
    }
    expect_refused(
        parse(with_weight(R"({"name":"w","dtype":"float32","shape":[1,1,1,1,1,1,1,1,1]})")),
        "dimensions");
    expect_refused(parse(with_weight(R"({"name":"w","dtype":"float32","shape":[536870912]})")),
                   "MB");
    expect_refused(parse(with_weight(R"({"name":"w","dtype":"string","shape":[1]})")), "string");
    expect_refused(parse(with_weight(R"({"name":"w","dtype":"float32","shape":[1.5]})")), "whole");
}

TEST(TfjsReader, WhatIsSearchedLinearlyIsBounded) {
    constexpr int kTooMany = 5000;
    std::string attributes;
    std::string inputs;
    for (int i = 0; i < kTooMany; ++i) {
        const std::string comma = i == 0 ? "" : ",";
        const std::string number = std::to_string(i);
        attributes += comma + "\"a" + number + R"(":{"i":1})";
        inputs += comma + R"({"op":"Placeholder","name":"x)" + number + "\"}";
    }
    expect_refused(parse(R"({"modelTopology":{"node":[{"name":"x","op":"Placeholder","attr":{)" +
                         attributes + "}}]}}"),
                   "more than 256 attributes");
    expect_refused(parse(R"({"modelTopology":{"node":[)" + inputs +
                         R"(,{"name":"y","op":"Relu","input":["x0"]}]}})"),
                   "more than 4096 inputs");
}

TEST(TfjsReader, AWeightFileIsNamedOnce) {
    expect_refused(parse(R"({"modelTopology":{"node":[{"name":"x","op":"Placeholder"}]},)"
                         R"("weightsManifest":[{"paths":["a"]},{"paths":["b","a"]}]})"),
                   "a is named twice");
}

TEST(TfjsReader, BrokenTextIsRefused) {
    const std::string whole = small_model().json();
    const std::string bytes = small_model().bytes();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_FALSE(parse(std::string_view(whole).substr(0, length), bytes).has_value()) << length;
    }
    expect_refused(parse(whole + "x", bytes), "follows the end");
    std::string deep = R"({"a":)";
    for (int i = 0; i < 100'000; ++i) {
        deep += '[';
    }
    expect_refused(parse(deep), "nested deeper");
    expect_refused(parse(R"({"format":"\ud800"})"), "half a character");
    expect_refused(parse(R"({"format":"\q"})"), "unknown escape");
    expect_refused(parse(R"({"format" "x"})"), "colon");
    expect_refused(parse(R"({"a":1 "b":2})"), "comma");
    expect_refused(parse(R"({"a":tru})"), "true or false");
}

TEST(TfjsReader, TextMayBeEscaped) {
    JsonCursor json(R"(["a\u00e9\ud83d\ude00\n\/"])");
    std::string text;
    json.array([&] { text = json.string(); });
    json.end();
    EXPECT_TRUE(json.ok());
    EXPECT_EQ(text, "a\xC3\xA9\xF0\x9F\x98\x80\n/");
}

TEST(TfjsReader, ShardsAreFilesOfTheFolder) {
    for (const char* name : {"../w.bin", "/etc/passwd", "a/b", "..", ".", "", "a\\b"}) {
        EXPECT_FALSE(check_shard_name(name).has_value()) << name;
    }
    EXPECT_NE(check_shard_name("https://example.invalid/w").error().message.find("network"),
              std::string::npos);
    EXPECT_TRUE(check_shard_name("group1-shard1of2.bin").has_value());
}

void save(const fs::path& path, std::string_view bytes) {
    ASSERT_OK(write_file(path, bytes));
}

TEST(TfjsReader, FilesOnDisk) {
    const test::TemporaryFolder folder;
    const TinyModel model = small_model();
    save(folder / "model.json", model.json());
    expect_refused(read_graph(folder / "model.json"), "w.bin is missing");
    save(folder / "w.bin", model.bytes());
    ASSERT_OK(read_graph(folder / "model.json"));
    fs::remove(folder / "w.bin");
    const test::TemporaryFolder elsewhere;
    save(elsewhere / "w.bin", model.bytes());
    fs::create_symlink(elsewhere / "w.bin", folder / "w.bin");
    expect_refused(read_graph(folder / "model.json"), "link that leaves");
    fs::remove(folder / "w.bin");
    fs::create_directory(folder / "w.bin");
    expect_refused(read_graph(folder / "model.json"), "not a file");
    const auto nothing = read_graph(folder / "other.json");
    ASSERT_FALSE(nothing.has_value());
    EXPECT_EQ(nothing.error().code, ErrorCode::NotFound);
}

TEST(TfjsReader, ScriptBundlesAreReadAndNotRun) {
    const test::TemporaryFolder folder;
    save(folder / "model.min.js",
         R"(!function(t){module.exports=t()}(function(){({1:[function(t,e){e.exports={format:)"
         R"("graph-model",modelTopology:{node:[{name:"x",op:"Placeholder",attr:{shape:{shape:{dim:)"
         R"([{size:"1"},{size:"2"}]}}}},{name:'w',op:"Const"},{name:"y",op:"Mul",input:["x","w"],)"
         R"(attr:{flag:{b:!0}}}]},weightsManifest:[{paths:["s1"],weights:[{name:"w",shape:[2],)"
         R"(dtype:"float32",quantization:{min:-.5,scale:.25,dtype:"uint8"}}]}]}},{}]})})");
    save(folder / "s1.min.js", R"(!function(d){d.exports="AQI="},{}]},{},[1])(1)});)");
    const auto graph = read_graph(folder / "model.min.js");
    ASSERT_OK(graph);
    EXPECT_EQ(graph->constants.at(0).floats, (std::vector<float>{-0.25F, 0}));
    save(folder / "s1.min.js", R"(d.exports="A!I=")");
    expect_refused(read_graph(folder / "model.min.js"), "base64");
    save(folder / "s1.min.js", R"(while(true);)");
    expect_refused(read_graph(folder / "model.min.js"), "exports no such value");
}

TEST(TfjsReader, Base64) {
    EXPECT_EQ(*decode_base64(""), "");
    EXPECT_EQ(*decode_base64("Zg=="), "f");
    EXPECT_EQ(*decode_base64("Zm8="), "fo");
    EXPECT_EQ(*decode_base64("Zm9v"), "foo");
    for (const char* bytes : {"", "f", "fo", "foo", "foob", "\xff\x80"}) {
        EXPECT_EQ(*decode_base64(encode_base64(bytes)), bytes);
    }
    EXPECT_FALSE(decode_base64("Z").has_value());
    EXPECT_FALSE(decode_base64("Zm 9").has_value());
}

TEST(TfjsReader, BadFilesOfTheCollection) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    EXPECT_OK(read_graph(folder / "tfjs_ok/model.json"));
    const std::pair<const char*, const char*> cases[] = {
        {"tfjs_traversal", "plain file name"},
        {"tfjs_absolute", "plain file name"},
        {"tfjs_url", "network"},
        {"tfjs_symlink", "link.bin is missing"},
        {"tfjs_short", "8 bytes where the model needs 16"},
        {"tfjs_cycle", "circle"},
        {"tfjs_unknown_op", "PyFunc"},
        {"tfjs_missing_input", "nope"},
        {"tfjs_huge_shape", "impossible shape"},
        {"tfjs_bad_quant", "weight w holds numbers that are not finite"},
        {"tfjs_not_json", "cut off"},
    };
    for (const auto& [name, reason] : cases) {
        SCOPED_TRACE(name);
        const auto graph = read_graph(folder / name / "model.json");
        expect_refused(graph, reason);
        if (!graph) {
            EXPECT_NE(graph.error().message.find("model.json"), std::string::npos);
        }
    }
    // Links do not travel, so this one is made here.
    const test::TemporaryFolder linked;
    fs::copy_file(folder / "tfjs_symlink/model.json", linked / "model.json");
    fs::create_symlink("/etc/hostname", linked / "link.bin");
    expect_refused(read_graph(linked / "model.json"), "link that leaves");
}

} // namespace
} // namespace kinovar::nn::tfjs
