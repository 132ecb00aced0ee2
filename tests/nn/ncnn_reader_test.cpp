#include "core/base/file.h"
#include "core/nn/graph/facts.h"
#include "core/nn/ncnn/reader.h"
#include "core/nn/ncnn/weight_bytes.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::nn::ncnn {
namespace {

using namespace graph;
using test::NetWriter;

constexpr const char* kHead = "Input in 0 1 data\n";

/// A .param of an input and the given layers.
std::string param(const std::string& lines, int layers, int blobs) {
    return "7767517\n" + std::to_string(layers + 1) + " " + std::to_string(blobs + 1) + "\n" +
           kHead + lines;
}

std::string float_bytes(std::vector<float> values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

const std::string kFloatTag(4, '\0');

void expect_refused(const std::string& text, const std::string& bin, const std::string& part) {
    const auto graph = parse_graph(text, bin);
    ASSERT_FALSE(graph.has_value()) << text;
    EXPECT_NE(graph.error().message.find(part), std::string::npos)
        << graph.error().message << " should say: " << part;
}

TEST(NcnnReader, UnderstandsAGraph) {
    const NetWriter net = test::compact_net();
    const auto graph = parse_graph(net.param(), net.bin());
    ASSERT_OK(graph);
    EXPECT_EQ(graph->nodes.size(), 10U);
    EXPECT_EQ(graph->parameters, 216 + 576 + 864 + 3 * 8 + 2 * 8 + 12 - 8);
    ASSERT_EQ(graph->outputs.size(), 1U);
    const auto& output = graph->blobs[static_cast<std::size_t>(graph->outputs[0])];
    EXPECT_EQ(output.name, "output");
    EXPECT_EQ(output.channels, 3);
    EXPECT_EQ(output.scale_w, 2);
}

TEST(NcnnReader, KnowsWhatTheGraphIs) {
    const NetWriter net = test::compact_net();
    const auto graph = parse_graph(net.param(), net.bin());
    ASSERT_OK(graph);
    const auto facts = facts_of(*graph);
    ASSERT_OK(facts);
    EXPECT_EQ(facts->architecture, "SRVGGNetCompact");
    EXPECT_EQ(facts->scale, 2);
    EXPECT_EQ(facts->in_channels, 3);
    EXPECT_EQ(facts->out_channels, 3);
    EXPECT_EQ(facts->receptive_radius, 3);
    // Second convolution: input picture, what it reads, what it makes and as much to work in.
    EXPECT_EQ(facts->floats_per_pixel, 3 + 8 + 12 + 12);
    const auto tail = tail_of(*graph);
    ASSERT_TRUE(tail.has_value());
    EXPECT_EQ(graph->nodes[tail->first_node].type, "PixelShuffle");
    EXPECT_EQ(tail->radius, 0);
}

TEST(NcnnReader, Float16BecomesFloat32) {
    EXPECT_EQ(float_from_half(0x3C00), 1.0F);
    EXPECT_EQ(float_from_half(0xC000), -2.0F);
    EXPECT_EQ(float_from_half(0x7BFF), 65504.0F);
    EXPECT_EQ(float_from_half(0x0001), std::ldexp(1.0F, -24));
    EXPECT_EQ(float_from_half(0x8001), -std::ldexp(1.0F, -24));
    EXPECT_EQ(float_from_half(0x0400), std::ldexp(1.0F, -14));
    EXPECT_TRUE(std::signbit(float_from_half(0x8000)));
    EXPECT_TRUE(std::isinf(float_from_half(0x7C00)));
    EXPECT_TRUE(std::isnan(float_from_half(0x7E00)));
}

TEST(NcnnReader, HalfWeightsArePaddedToFourBytes) {
    const std::string tag("\x47\x6B\x30\x01", 4);
    const std::string one("\x00\x3C", 2);
    WeightBytes weights(std::string_view{});
    const std::string bytes = tag + one + one + one + std::string(2, '\0') + float_bytes({5});
    weights = WeightBytes(bytes);
    const auto halves = weights.take_tagged(3);
    ASSERT_OK(halves);
    EXPECT_EQ(*halves, (std::vector<float>{1, 1, 1}));
    EXPECT_FALSE(weights.finish().has_value());
    EXPECT_EQ(weights.take_raw(1).value(), std::vector<float>{5});
    EXPECT_OK(weights.finish());
}

TEST(NcnnReader, RefusesBadSyntax) {
    expect_refused("", "", "7767517");
    expect_refused("7767517 1\n1 1\n", "", "7767517");
    expect_refused(std::string("7767517\n1 1\nInput in 0 1 ") + '\0' + "data\n", "", "no text");
    expect_refused("7767517\n", "", "ends before");
    expect_refused("7767517\nx 1\n", "", "number of layers");
    expect_refused("7767517\n-1 1\n", "", "number of layers");
    expect_refused("7767517\n99999999999999999999 1\n", "", "number of layers");
    expect_refused(param("ReLU r 1 1 data x 0\n", 1, 1), "", "key=value");
    expect_refused(param("ReLU r 1 1 data x 0=\n", 1, 1), "", "not a number");
    expect_refused(param("ReLU r 1 1 data x 0=nan\n", 1, 1), "", "not a number");
    expect_refused(param("ReLU r 1 1 data x 0=0.1 0=0.2\n", 1, 1), "", "twice");
    expect_refused(param("ReLU r 1 1 data x 40=1\n", 1, 1), "", "no parameter 40");
    expect_refused(param("ReLU r 1 1 data x -9223372036854775808=1,1\n", 1, 1), "", "no parameter");
    expect_refused(param("ReLU r 1 1 data\n", 1, 1), "", "promised");
    expect_refused(param("ReLU r -1 1 data x\n", 1, 1), "", "number of inputs");
    expect_refused(param("ReLU r 1 1 data x\n", 2, 1), "", "promised");
    expect_refused(param("ReLU r 1 1 data x\nReLU q 1 1 x y\n", 1, 2), "", "more than");
}

TEST(NcnnReader, RefusesWhatDoesNotFitTogether) {
    expect_refused(param("ReLU r 1 1 none x\n", 1, 1), "", "before a layer produces it");
    expect_refused(param("ReLU r 1 1 data data\n", 1, 1), "", "produced twice");
    expect_refused(param("ReLU r 2 1 data data x\n", 1, 1), "", "cannot have 2 inputs");
    expect_refused(param("Split s 1 0 data\n", 1, 0), "", "0 outputs");
    expect_refused("7767517\n1 0\nReLU r 0 0\n", "", "cannot have 0 inputs");
    expect_refused("7767517\n0 0\n", "", "no input");
    expect_refused("7767517\n1 2\nInput in 0 1 data\n", "", "2 blobs are promised");
    const std::string conv = "Convolution c 1 1 data x 0=2 1=1 6=6\n";
    const std::string weights = kFloatTag + float_bytes({1, 2, 3, 4, 5, 6});
    expect_refused(param(conv + "PReLU p 1 1 x y 0=3\n", 2, 2), weights + float_bytes({1, 1, 1}),
                   "layer 'p' (PReLU): needs 3 channels, 'x' has 2");
    expect_refused(param(conv + "PixelShuffle p 1 1 x y 0=2\n", 2, 2), weights, "shuffled");
    expect_refused(param(conv + "BinaryOp b 2 1 data x y 0=0\n", 2, 2), weights, "channels");
    expect_refused(param(conv + "Interp i 1 1 x y 0=1 1=2.0 2=2.0\nConcat b 2 1 x y z\n", 3, 3),
                   weights, "sizes differ");
}

TEST(NcnnReader, RefusesParametersItDoesNotUnderstand) {
    expect_refused(param("ReLU r 1 1 data x 3=1\n", 1, 1), "", "parameter 3 is not known");
    expect_refused(param("Interp i 1 1 data x 0=3 1=2.0 2=2.0\n", 1, 1), "", "possible are 1 to 2");
    expect_refused(param("Interp i 1 1 data x 0=1 1=1.5 2=2.0\n", 1, 1), "", "resize by 2×1.5");
    expect_refused(param("Interp i 1 1 data x 0=1 3=100 4=100\n", 1, 1), "", "fixed output size");
    expect_refused(param("Convolution c 1 1 data x 0=2 1=1 6=6 4=-233\n", 1, 1), "", "parameter 4");
    expect_refused(param("Convolution c 1 1 data x 0=2 1=1 6=6 8=1\n", 1, 1), "", "quantised");
    expect_refused(param("Convolution c 1 1 data x 0=2 1=1 6=6 9=5\n", 1, 1), "", "parameter 9");
    expect_refused(param("Convolution c 1 1 data x 0=2 1=1 6=6 9=2\n", 1, 1), "", "one slope");
    expect_refused(param("Convolution c 1 1 data x 0=2.5 1=1 6=6\n", 1, 1), "", "whole number");
    expect_refused(param("Concat c 1 1 data x 0=1\n", 1, 1), "", "another axis");
    expect_refused(param("BinaryOp b 1 1 data x 0=6 1=1 2=2.0\n", 1, 1), "", "powers");
    expect_refused(param("BinaryOp b 1 1 data x 0=0\n", 1, 1), "", "takes 2 inputs");
    expect_refused(param("Eltwise e 2 1 data data x 0=1 -23301=1,0.5\n", 1, 1), "", "coefficients");
    expect_refused(param("LSTM d 1 1 data x\n", 1, 1), "", "not supported");
}

TEST(NcnnReader, RefusesInputsOfTooDifferentWidths) {
    // The product of both does not fit 32 bits.
    expect_refused("7767517\n3 3\nInput a 0 1 a 2=65536\nInput b 0 1 b 2=40000\n"
                   "BinaryOp c 2 1 a b c 0=0\n",
                   "", "needs 65536 channels, 'b' has 40000");
}

TEST(NcnnReader, RefusesNumbersThatAreNotFinite) {
    const std::string conv = param("Convolution c 1 1 data x 0=1 1=1 5=1 6=3\n", 1, 1);
    const float nan = std::nanf("");
    expect_refused(conv, kFloatTag + float_bytes({1, nan, 3, 0}), "weight 1 is not a finite");
    expect_refused(conv, kFloatTag + float_bytes({1, 2, 3, INFINITY}), "not a finite");
    const std::string half_tag("\x47\x6B\x30\x01", 4);
    const std::string halves("\x00\x3C\x00\x3C\x00\x7C\x00\x00", 8);
    expect_refused(conv, half_tag + halves + float_bytes({0}), "not a finite");
    EXPECT_OK(parse_graph(conv, kFloatTag + float_bytes({1, 2, 3, 0})));
}

TEST(NcnnReader, RefusesScalesBeyondReason) {
    std::string lines;
    std::string last = "data";
    for (int i = 0; i < 4; ++i) {
        const std::string next = "x" + std::to_string(i);
        lines += "Interp i" + next + " 1 1 " + last + " " + next + " 0=1 1=16.0 2=16.0\n";
        last = next;
    }
    expect_refused(param(lines, 4, 4), "", "scales by more than");
}

TEST(NcnnReader, EveryCutOfARealNetIsRefused) {
    const NetWriter net = test::compact_net();
    const std::string text = net.param();
    const std::size_t last_line = text.rfind('\n', text.size() - 2);
    for (std::size_t length = 0; length <= last_line; ++length) {
        EXPECT_FALSE(parse_graph(text.substr(0, length), net.bin()).has_value()) << length;
    }
    for (std::size_t length = 0; length < net.bin().size(); length += 7) {
        EXPECT_FALSE(parse_graph(text, net.bin().substr(0, length)).has_value()) << length;
    }
    EXPECT_FALSE(parse_graph(text, net.bin() + std::string(4, '\0')).has_value());
}

TEST(NcnnReader, ErrorsNameFileAndLayer) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(read_graph(folder / "no.param").error().code, ErrorCode::NotFound);
    ASSERT_OK(write_file(folder / "a.param", param("Frobnicate f 1 1 data x\n", 1, 1)));
    const auto no_bin = read_graph(folder / "a.param");
    ASSERT_FALSE(no_bin.has_value());
    EXPECT_NE(no_bin.error().message.find("a.bin"), std::string::npos);
    ASSERT_OK(write_file(folder / "a.bin", ""));
    const auto graph = read_graph(folder / "a.param");
    ASSERT_FALSE(graph.has_value());
    EXPECT_NE(graph.error().message.find("a.param"), std::string::npos);
    EXPECT_NE(graph.error().message.find("'f' (Frobnicate)"), std::string::npos);
    EXPECT_FALSE(graph.error().hint.empty());
}

struct BadFile {
    const char* name;
    const char* says; ///< nullptr: it is good
};

TEST(NcnnReader, BadFilesBehaveAsTheirReadmeSays) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    constexpr BadFile kFiles[] = {
        {"nc_ok", nullptr},
        {"nc_cycle", "blob 'y' is used before"},
        {"nc_unknown_layer", "FrobnicateX"},
        {"nc_bin_short", "left"},
        {"nc_bin_long", "left over"},
        {"nc_bad_tag", "DEADBEEF"},
        {"nc_huge", "parameter 0"},
        {"nc_size_mismatch", "7 weights"},
        {"nc_counts", "99 layers"},
        {"nc_blob_count", "1000000000"},
        {"nc_array_huge", "2000000000"},
        {"nc_bad_magic", "7767517"},
    };
    for (const BadFile& file : kFiles) {
        const test::TemporaryFolder copy;
        const auto param_path = copy / (std::string(file.name) + ".param");
        std::filesystem::copy_file(folder / param_path.filename(), param_path);
        const auto bin = weights_path(param_path).filename();
        if (std::filesystem::exists(folder / bin)) {
            std::filesystem::copy_file(folder / bin, copy / bin.string());
        } else {
            ASSERT_OK(write_file(copy / bin.string(), "")); // so that the .param decides
        }
        const auto graph = read_graph(param_path);
        EXPECT_EQ(graph.has_value(), file.says == nullptr) << file.name;
        if (!graph && file.says != nullptr) {
            const std::string line = graph.error().one_line();
            EXPECT_NE(line.find(file.says), std::string::npos) << line;
            EXPECT_NE(line.find(file.name), std::string::npos) << line;
        }
        // In place as well: the reader writes nothing beside them.
        EXPECT_EQ(read_graph(folder / param_path.filename()).has_value(), file.says == nullptr);
    }
}

} // namespace
} // namespace kinovar::nn::ncnn
