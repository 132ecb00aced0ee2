// Every operator against libtorch's own, or numbers worked out by hand.

#include "tests/nn_tf/tiny_model.h"
#include "tests/support/support.h"

#include <functional>

namespace kinovar::nn {
namespace {

using test::attribute_ints;
using test::attribute_text;
using test::attribute_texts;
using test::difference;
using test::random_tensor;
using test::TinyModel;
using test::whole;

constexpr double kExact = 0;
constexpr double kClose = 1e-5;

const std::string kFloatCast = R"("DstT":{"type":"DT_FLOAT"})";
const std::string kIntCast = R"("DstT":{"type":"DT_INT32"})";

struct UnaryCase {
    const char* op;
    std::function<at::Tensor(const at::Tensor&)> reference;
    bool positive = false;
};

TEST(TfOperators, OfOneOperand) {
    const UnaryCase cases[] = {
        {"Identity", [](const at::Tensor& x) { return x; }},
        {"Abs", [](const at::Tensor& x) { return x.abs(); }},
        {"Neg", [](const at::Tensor& x) { return -x; }},
        {"Exp", [](const at::Tensor& x) { return x.exp(); }},
        {"Log", [](const at::Tensor& x) { return x.log(); }, true},
        {"Sqrt", [](const at::Tensor& x) { return x.sqrt(); }, true},
        {"Rsqrt", [](const at::Tensor& x) { return 1 / x.sqrt(); }, true},
        {"Square", [](const at::Tensor& x) { return x * x; }},
        {"Reciprocal", [](const at::Tensor& x) { return 1 / x; }, true},
        {"Floor", [](const at::Tensor& x) { return x.floor(); }},
        {"Ceil", [](const at::Tensor& x) { return x.ceil(); }},
        {"Round", [](const at::Tensor& x) { return x.round(); }},
        {"Sign", [](const at::Tensor& x) { return x.sign(); }},
        {"Sin", [](const at::Tensor& x) { return x.sin(); }},
        {"Cos", [](const at::Tensor& x) { return x.cos(); }},
        {"Tanh", [](const at::Tensor& x) { return x.tanh(); }},
        {"Sigmoid", [](const at::Tensor& x) { return 1 / (1 + (-x).exp()); }},
        {"Softmax", [](const at::Tensor& x) { return x.exp() / x.exp().sum(-1, true); }},
        {"Softplus", [](const at::Tensor& x) { return (1 + x.exp()).log(); }},
        {"Relu", [](const at::Tensor& x) { return x.clamp_min(0); }},
        {"Relu6", [](const at::Tensor& x) { return x.clamp(0, 6); }},
        {"Elu", [](const at::Tensor& x) { return at::where(x > 0, x, x.exp() - 1); }},
        {"ZerosLike", [](const at::Tensor& x) { return x * 0; }},
        {"OnesLike", [](const at::Tensor& x) { return x * 0 + 1; }},
    };
    for (const UnaryCase& one : cases) {
        at::Tensor x = random_tensor({2, 3, 5}) * 8;
        x = one.positive ? x.abs() + 0.5 : x;
        TinyModel direct;
        direct.input("x", {2, 3, 5}).node("y", one.op, {"x"});
        EXPECT_LE(difference(direct.run({x}), one.reference(x)), kClose * 3000) << one.op;
        // Once more over a tensor that may be overwritten.
        TinyModel chained;
        chained.input("x", {2, 3, 5}).constant("one", at::ones({1}));
        chained.node("copy", "Mul", {"x", "one"}).node("y", one.op, {"copy"});
        const at::Tensor before = x.clone();
        EXPECT_EQ(difference(chained.run({x}), direct.run({x})), kExact) << one.op;
        EXPECT_EQ(difference(x, before), kExact) << one.op;
    }
}

struct BinaryCase {
    const char* op;
    std::function<at::Tensor(const at::Tensor&, const at::Tensor&)> reference;
    bool truth = false;
};

TEST(TfOperators, OfTwoOperands) {
    using T = const at::Tensor&;
    const BinaryCase cases[] = {
        {"Add", [](T a, T b) { return a + b; }},
        {"AddV2", [](T a, T b) { return a + b; }},
        {"BiasAdd", [](T a, T b) { return a + b; }},
        {"Sub", [](T a, T b) { return a - b; }},
        {"Mul", [](T a, T b) { return a * b; }},
        {"RealDiv", [](T a, T b) { return a / b; }},
        {"FloorDiv", [](T a, T b) { return (a / b).floor(); }},
        {"FloorMod", [](T a, T b) { return a - b * (a / b).floor(); }},
        {"Maximum", [](T a, T b) { return at::where(a > b, a, b); }},
        {"Minimum", [](T a, T b) { return at::where(a > b, b, a); }},
        {"Pow", [](T a, T b) { return (a.log() * b).exp(); }},
        {"SquaredDifference", [](T a, T b) { return (a - b) * (a - b); }},
        {"Atan2", [](T a, T b) { return (a / b).atan(); }},
        {"Equal", [](T a, T b) { return a == b; }, true},
        {"NotEqual", [](T a, T b) { return a != b; }, true},
        {"Less", [](T a, T b) { return a < b; }, true},
        {"LessEqual", [](T a, T b) { return a <= b; }, true},
        {"Greater", [](T a, T b) { return a > b; }, true},
        {"GreaterEqual", [](T a, T b) { return a >= b; }, true},
    };
    for (const BinaryCase& one : cases) {
        at::Tensor a = random_tensor({2, 3, 4}).abs() + 0.25;
        const at::Tensor b = random_tensor({4}, 2).abs() + 0.25;
        a.select(-1, 0).copy_(b.select(-1, 0)); // some are equal
        TinyModel model;
        model.input("a", {2, 3, 4}).input("b", {4}).node("r", one.op, {"a", "b"});
        model.node("y", one.truth ? "Cast" : "Identity", {"r"}, kFloatCast);
        EXPECT_LE(difference(model.run({a, b}), one.reference(a, b).to(at::kFloat)), kClose)
            << one.op;
        TinyModel swapped; // the wider operand second
        swapped.input("a", {2, 3, 4}).input("b", {4}).node("r", one.op, {"b", "a"});
        swapped.node("y", one.truth ? "Cast" : "Identity", {"r"}, kFloatCast);
        EXPECT_LE(difference(swapped.run({a, b}), one.reference(b, a).to(at::kFloat)), kClose)
            << one.op;
    }
}

TEST(TfOperators, OfTruthAndChoice) {
    const at::Tensor a = random_tensor({3, 4});
    const at::Tensor b = random_tensor({3, 4}, 2);
    TinyModel model;
    model.input("a", {3, 4}).input("b", {3, 4}).constant("zero", at::zeros({}));
    model.node("pa", "Greater", {"a", "zero"}).node("pb", "Greater", {"b", "zero"});
    model.node("and", "LogicalAnd", {"pa", "pb"}).node("or", "LogicalOr", {"pa", "pb"});
    model.node("not", "LogicalNot", {"and"}).node("xor", "LogicalAnd", {"or", "not"});
    model.node("y", "SelectV2", {"xor", "a", "b"});
    EXPECT_EQ(difference(model.run({a, b}), at::where((a > 0) != (b > 0), a, b)), kExact);
}

TEST(TfOperators, SumsOfMany) {
    const at::Tensor a = random_tensor({3, 4});
    const at::Tensor b = random_tensor({3, 4}, 2);
    TinyModel model;
    model.input("a", {3, 4}).input("b", {3, 4}).node("y", "AddN", {"a", "b", "a", "b"});
    EXPECT_LE(difference(model.run({a, b}), (a + b) * 2), kClose);
}

TEST(TfOperators, LeakyReluAndPrelu) {
    const at::Tensor x = random_tensor({1, 3, 4, 5});
    const at::Tensor picture = x.permute({0, 3, 1, 2});
    TinyModel leaky;
    leaky.input("x", {1, 3, 4, 5}).node("y", "LeakyRelu", {"x"}, R"("alpha":{"f":0.125})");
    EXPECT_EQ(difference(leaky.run({picture}), at::where(picture > 0, picture, picture * 0.125)),
              kExact);
    const at::Tensor slopes = random_tensor({1, 1, 5}, 3);
    TinyModel prelu;
    prelu.input("x", {1, 3, 4, 5}).constant("a", slopes).node("y", "Prelu", {"x", "a"});
    EXPECT_LE(
        difference(prelu.run({picture}), at::where(x > 0, x, x * slopes).permute({0, 3, 1, 2})),
        kClose);
    TinyModel single;
    single.input("x", {2, 3}).constant("a", at::full({1}, 0.5)).node("y", "Prelu", {"x", "a"});
    const at::Tensor table = random_tensor({2, 3});
    EXPECT_LE(difference(single.run({table}), at::where(table > 0, table, table * 0.5)), kClose);
}

TEST(TfOperators, AlongAxes) {
    const at::Tensor x = random_tensor({2, 3, 4});
    const std::pair<const char*, at::Tensor> cases[] = {
        {"Sum", x.sum(-1).sum(0)},
        {"Mean", x.sum(-1).sum(0) / 8},
        {"Max", std::get<0>(std::get<0>(x.max(-1)).max(0))},
        {"Min", std::get<0>(std::get<0>(x.min(-1)).min(0))},
        {"Prod", x.prod(-1).prod(0)},
    };
    for (const auto& [op, expected] : cases) {
        TinyModel model;
        model.input("x", {2, 3, 4}).constant("axes", whole({-1, 0})).node("y", op, {"x", "axes"});
        EXPECT_LE(difference(model.run({x}), expected), kClose) << op;
        TinyModel kept;
        kept.input("x", {2, 3, 4}).constant("axes", whole({-1, 0}));
        kept.node("y", op, {"x", "axes"}, R"("keep_dims":{"b":true})");
        EXPECT_LE(difference(kept.run({x}), expected.reshape({1, 3, 1})), kClose) << op;
    }
}

TEST(TfOperators, ProductsOfMatrices) {
    const at::Tensor a = random_tensor({2, 3});
    const at::Tensor w = random_tensor({3, 4}, 2);
    const at::Tensor b = random_tensor({4}, 3);
    TinyModel plain;
    plain.input("a", {2, 3}).constant("w", w).node("y", "MatMul", {"a", "w"});
    EXPECT_LE(difference(plain.run({a}), at::mm(a, w)), kClose);
    TinyModel turned;
    turned.input("a", {2, 3}).constant("w", w.t().contiguous());
    turned.node("y", "MatMul", {"a", "w"}, R"("transpose_b":{"b":true})");
    EXPECT_LE(difference(turned.run({a}), at::mm(a, w)), kClose);
    TinyModel fused;
    fused.input("a", {2, 3}).constant("w", w).constant("b", b);
    fused.node("y", "_FusedMatMul", {"a", "w", "b"},
               attribute_texts("fused_ops", {"BiasAdd", "Relu"}));
    EXPECT_LE(difference(fused.run({a}), (at::mm(a, w) + b).relu()), kClose);
    const at::Tensor left = random_tensor({2, 3, 5}, 4);
    const at::Tensor right = random_tensor({2, 3, 4}, 5);
    TinyModel batch;
    batch.input("l", {2, 3, 5}).input("r", {2, 3, 4});
    batch.node("y", "BatchMatMulV2", {"l", "r"}, R"("adj_x":{"b":true})");
    EXPECT_LE(difference(batch.run({left, right}), at::bmm(left.transpose(1, 2), right)), kClose);
}

TEST(TfOperators, EinsumWithAndWithoutBias) {
    const at::Tensor x = random_tensor({2, 3, 4, 5});
    const at::Tensor picture = x.permute({0, 3, 1, 2});
    const at::Tensor w = random_tensor({5, 6}, 2);
    const at::Tensor b = random_tensor({1, 1, 1, 6}, 3);
    TinyModel dense;
    dense.input("x", {2, 3, 4, 5}).constant("w", w).constant("b", b);
    dense.node("e", "Einsum", {"x", "w"}, attribute_text("equation", "abcg,gf->abcf"));
    dense.node("y", "AddV2", {"e", "b"});
    EXPECT_LE(difference(dense.run({picture}), (at::matmul(x, w) + b).permute({0, 3, 1, 2})),
              kClose);
    const at::Tensor rows = random_tensor({3, 7}, 4);
    TinyModel general;
    general.input("x", {2, 3, 4, 5}).constant("w", rows);
    general.node("y", "Einsum", {"w", "x"}, attribute_text("equation", "gb,cgef->bcef"));
    EXPECT_LE(difference(general.run({picture}),
                         at::einsum("gb,cgef->bcef", {rows, x}).permute({0, 3, 1, 2})),
              kClose);
}

TEST(TfOperators, LayerNormalisationAndGeluAreRecognised) {
    const at::Tensor x = random_tensor({2, 3, 8});
    const at::Tensor scale = random_tensor({1, 1, 8}, 2);
    const at::Tensor offset = random_tensor({1, 1, 8}, 3);
    TinyModel model;
    model.input("x", {2, 3, 8}).constant("axis", whole({2})).constant("n", at::full({}, 1.0 / 8));
    model.constant("zero", at::zeros({})).constant("eps", at::full({}, 1e-3));
    model.constant("scale", scale).constant("offset", offset).constant("kept", whole({2, 3, 1}));
    model.node("s1", "Sum", {"x", "axis"})
        .node("m", "Mul", {"s1", "n"})
        .node("mm", "Square", {"m"});
    model.node("q", "Square", {"x"}).node("s2", "Sum", {"q", "axis"}).node("e", "Mul", {"s2", "n"});
    model.node("v", "Sub", {"e", "mm"}).node("vm", "Maximum", {"zero", "v"});
    model.node("vr", "Reshape", {"vm", "kept"}).node("ve", "AddV2", {"vr", "eps"});
    model.node("r", "Rsqrt", {"ve"}).node("g", "Mul", {"r", "scale"});
    model.node("mr", "Reshape", {"m", "kept"}).node("d", "Sub", {"x", "mr"});
    model.node("p", "Mul", {"d", "g"}).node("ln", "AddV2", {"p", "offset"});
    model.constant("half", at::full({}, 0.5)).constant("cubic", at::full({}, 0.044715));
    model.constant("inner", at::full({}, 0.7978845608)).constant("one", at::ones({}));
    model.node("lq", "Square", {"ln"}).node("lc", "Mul", {"cubic", "ln"});
    model.node("l3", "Mul", {"lc", "lq"}).node("la", "AddV2", {"ln", "l3"});
    model.node("lu", "Mul", {"inner", "la"}).node("lt", "Tanh", {"lu"});
    model.node("lo", "AddV2", {"one", "lt"}).node("lh", "Mul", {"half", "ln"});
    model.node("y", "Mul", {"lh", "lo"});
    const at::Tensor normal = at::layer_norm(x, {8}, scale.reshape({8}), offset.reshape({8}), 1e-3);
    EXPECT_LE(difference(model.run({x}), at::gelu(normal, "tanh")), kClose);
}

TEST(TfOperators, Shapes) {
    const at::Tensor x = random_tensor({2, 3, 4});
    const auto check = [&](const char* op, const std::vector<std::int64_t>& operand,
                           const at::Tensor& expected, const std::string& attributes = "") {
        TinyModel model;
        model.input("x", {2, 3, 4});
        std::vector<std::string> inputs = {"x"};
        if (!operand.empty()) {
            model.constant("operand", whole(operand));
            inputs.emplace_back("operand");
        }
        model.node("y", op, inputs, attributes);
        EXPECT_EQ(difference(model.run({x}), expected), kExact) << op;
    };
    check("Reshape", {4, -1}, x.reshape({4, 6}));
    check("BroadcastTo", {5, 2, 3, 4}, x.expand({5, 2, 3, 4}).permute({0, 3, 1, 2}));
    check("Tile", {1, 2, 3}, x.repeat({1, 2, 3}));
    check("Transpose", {2, 0, 1}, x.permute({2, 0, 1}));
    check("Pad", {0, 1, 2, 0, 0, 0}, at::constant_pad_nd(x, {0, 0, 2, 0, 0, 1}));
    TinyModel expand;
    expand.input("x", {2, 3, 4}).constant("axis", at::full({}, 1, at::kLong));
    expand.node("e", "ExpandDims", {"x", "axis"});
    expand.node("s", "Squeeze", {"e"}, attribute_ints("squeeze_dims", {1}));
    expand.node("y", "Mul", {"s", "s"});
    EXPECT_EQ(difference(expand.run({x}), x * x), kExact);
}

TEST(TfOperators, Slices) {
    const at::Tensor x = random_tensor({4, 5, 6});
    const auto slice = [&](const std::vector<std::int64_t>& begin,
                           const std::vector<std::int64_t>& end,
                           const std::vector<std::int64_t>& stride, const std::string& attributes) {
        TinyModel model;
        model.input("x", {4, 5, 6}).constant("b", whole(begin)).constant("e", whole(end));
        model.constant("s", whole(stride))
            .node("y", "StridedSlice", {"x", "b", "e", "s"}, attributes);
        return model.run({x});
    };
    EXPECT_EQ(difference(slice({1, 0, -3}, {3, 9, -1}, {1, 2, 1}, ""),
                         x.slice(0, 1, 3).slice(1, 0, 5, 2).slice(2, 3, 5)),
              kExact);
    EXPECT_EQ(difference(slice({1, 9}, {2, 9}, {1, 1},
                               R"("shrink_axis_mask":{"i":"1"},"begin_mask":{"i":"2"},)"
                               R"("end_mask":{"i":"2"})"),
                         x.select(0, 1)),
              kExact);
    EXPECT_EQ(difference(slice({0, 0, 2}, {0, 0, 4}, {1, 1, 1},
                               R"("ellipsis_mask":{"i":"1"},"new_axis_mask":{"i":"2"})"),
                         x.unsqueeze(2).slice(3, 2, 4).permute({0, 3, 1, 2})),
              kExact);
    TinyModel plain;
    plain.input("x", {4, 5, 6}).constant("b", whole({1, 2, 0})).constant("n", whole({2, -1, 3}));
    plain.node("y", "Slice", {"x", "b", "n"});
    EXPECT_EQ(difference(plain.run({x}), x.slice(0, 1, 3).slice(1, 2, 5).slice(2, 0, 3)), kExact);
}

TEST(TfOperators, JoinsAndGathers) {
    const at::Tensor a = random_tensor({2, 3});
    const at::Tensor b = random_tensor({2, 3}, 2);
    TinyModel pack;
    pack.input("a", {2, 3}).input("b", {2, 3}).node("y", "Pack", {"a", "b"}, R"("axis":{"i":"1"})");
    EXPECT_EQ(difference(pack.run({a, b}), at::stack({a, b}, 1)), kExact);
    TinyModel cat;
    cat.input("a", {2, 3}).input("b", {2, 3}).constant("axis", at::full({}, -1, at::kLong));
    cat.node("y", "ConcatV2", {"a", "b", "a", "axis"});
    EXPECT_EQ(difference(cat.run({a, b}), at::cat({a, b, a}, 1)), kExact);
    TinyModel gather;
    gather.input("a", {2, 3}).constant("i", whole({2, 0, 2, 1}).reshape({2, 2}));
    gather.constant("axis", at::full({}, 1, at::kLong)).node("y", "GatherV2", {"a", "i", "axis"});
    EXPECT_EQ(
        difference(gather.run({a}), at::index_select(a, 1, whole({2, 0, 2, 1})).reshape({2, 2, 2})),
        kExact);
    const at::Tensor points = at::tensor({1.0, 2.0, 0.0, 1.0}).reshape({2, 2}).to(at::kFloat);
    TinyModel nd; // indices that are computed while it runs
    nd.input("a", {2, 3}).input("p", {2, 2}).node("i", "Cast", {"p"}, kIntCast);
    nd.node("y", "GatherNd", {"a", "i"});
    EXPECT_EQ(difference(nd.run({a, points}), at::stack({a[1][2], a[0][1]})), kExact);
}

TEST(TfOperators, NumbersOfShapesAreWorkedOutBeforehand) {
    // y = x · range(product of its shape) / the number of columns, over rows · columns in one row
    TinyModel model;
    model.input("x", {-1, -1}).node("shape", "Shape", {"x"}).constant("axis", whole({0}));
    model.constant("zero", at::full({}, 0, at::kLong)).constant("one", at::full({}, 1, at::kLong));
    model.constant("b", whole({1})).constant("e", whole({2})).constant("s", whole({1}));
    model.node("count", "Prod", {"shape", "axis"}).node("range", "Range", {"zero", "count", "one"});
    model.node("columns", "StridedSlice", {"shape", "b", "e", "s"},
               R"("shrink_axis_mask":{"i":"1"})");
    model.node("fc", "Cast", {"columns"}, kFloatCast).node("fr", "Cast", {"range"}, kFloatCast);
    model.node("q", "RealDiv", {"fr", "fc"}).node("row", "Pack", {"one", "count"});
    model.node("flat", "Reshape", {"x", "row"}).node("fill", "Fill", {"row", "fc"});
    model.node("product", "Mul", {"flat", "q"}).node("y", "AddV2", {"product", "fill"});
    const auto built = model.build();
    ASSERT_OK(built);
    const at::InferenceMode inference;
    for (const std::int64_t rows : {2, 3, 5, 7, 11, 2}) { // more sizes than are remembered
        const at::Tensor x = random_tensor({rows, 4});
        const at::Tensor range = at::arange(rows * 4, at::TensorOptions().dtype(at::kFloat));
        const at::Tensor y = built->net->forward({x}).at(0);
        EXPECT_LE(difference(y, (x.reshape({1, -1}) * range / 4) + 4), kClose) << rows;
    }
}

at::Tensor padded_conv(const at::Tensor& picture, const at::Tensor& w, std::int64_t stride,
                       const std::vector<std::int64_t>& margins, std::int64_t groups = 1) {
    const std::vector<std::int64_t> strides = {stride, stride};
    const std::vector<std::int64_t> none = {0, 0};
    const std::vector<std::int64_t> dense = {1, 1};
    return at::conv2d(at::constant_pad_nd(picture, margins), w, c10::nullopt, strides,
                      at::IntArrayRef(none), dense, groups);
}

const std::string kSame = attribute_text("padding", "SAME");
const std::string kValid = attribute_text("padding", "VALID");

std::string strides(std::int64_t stride) {
    return attribute_ints("strides", {1, stride, stride, 1});
}

TEST(TfOperators, Convolutions) {
    const at::Tensor picture = random_tensor({2, 3, 8, 9});
    const at::Tensor w = random_tensor({4, 3, 3, 3}, 2);
    const at::Tensor hwio = w.permute({2, 3, 1, 0}).contiguous();
    const auto conv = [&](const std::string& attributes) {
        TinyModel model;
        model.input("x", {-1, -1, -1, 3}).constant("w", hwio);
        model.node("y", "Conv2D", {"x", "w"}, attributes);
        return model.run({picture});
    };
    EXPECT_LE(difference(conv(kSame + "," + strides(1)), padded_conv(picture, w, 1, {1, 1, 1, 1})),
              kClose);
    // 8 rows: nothing above, one below; 9 columns: one on each side
    EXPECT_LE(difference(conv(kSame + "," + strides(2)), padded_conv(picture, w, 2, {1, 1, 0, 1})),
              kClose);
    EXPECT_LE(difference(conv(kValid + "," + strides(3)), padded_conv(picture, w, 3, {0, 0, 0, 0})),
              kClose);
    const std::string dilated = attribute_ints("dilations", {1, 2, 2, 1});
    EXPECT_LE(difference(conv(kSame + "," + strides(1) + "," + dilated),
                         at::conv2d(picture, w, {}, 1, 2, 2)),
              kClose);
    const std::string margins = attribute_ints("explicit_paddings", {0, 0, 2, 1, 0, 3, 0, 0});
    EXPECT_LE(
        difference(conv(attribute_text("padding", "EXPLICIT") + "," + margins + "," + strides(1)),
                   padded_conv(picture, w, 1, {0, 3, 2, 1})),
        kClose);
}

TEST(TfOperators, ConvolutionsTakeInWhatFollows) {
    const at::Tensor picture = random_tensor({1, 3, 6, 7});
    const at::Tensor w = random_tensor({4, 3, 3, 3}, 2);
    const at::Tensor scale = random_tensor({4}, 3);
    const at::Tensor bias = random_tensor({4}, 4);
    const at::Tensor slopes = random_tensor({1, 1, 4}, 5);
    const at::Tensor variance = random_tensor({4}, 6).abs() + 0.5;
    const auto column = [](const at::Tensor& x) { return x.reshape({1, -1, 1, 1}); };
    const at::Tensor plain = padded_conv(picture, w, 1, {1, 1, 1, 1});
    const auto start = [&](const std::string& op, const std::string& attributes) {
        TinyModel model;
        model.input("x", {1, 6, 7, 3}).constant("w", w.permute({2, 3, 1, 0}).contiguous());
        model.constant("scale", scale).constant("bias", bias).constant("slopes", slopes);
        model.constant("variance", variance);
        const std::vector<std::string> inputs =
            op == "Conv2D" ? std::vector<std::string>{"x", "w"}
                           : std::vector<std::string>{"x", "w", "bias", "slopes"};
        model.node("c", op, inputs, kSame + "," + strides(1) + "," + attributes);
        return model;
    };
    const std::string none = R"("nothing":{"b":true})";
    TinyModel chain = start("Conv2D", none);
    chain.node("s", "Mul", {"c", "scale"}).node("b", "AddV2", {"bias", "s"});
    chain.node("y", "Relu6", {"b"});
    EXPECT_LE(difference(chain.run({picture}), (plain * column(scale) + column(bias)).clamp(0, 6)),
              kClose);
    TinyModel normal = start("Conv2D", none);
    normal.node("n", "FusedBatchNormV3", {"c", "scale", "bias", "bias", "variance"},
                R"("epsilon":{"f":0.01})");
    normal.node("y", "Elu", {"n"});
    const at::Tensor factor = scale / (variance + 0.01).sqrt();
    const at::Tensor normalised = (plain - column(bias)) * column(factor) + column(bias);
    EXPECT_LE(difference(normal.run({picture}),
                         at::where(normalised > 0, normalised, normalised.exp() - 1)),
              kClose);
    TinyModel fused = start("_FusedConv2D", attribute_texts("fused_ops", {"BiasAdd", "Prelu"}));
    const at::Tensor biased = plain + column(bias);
    EXPECT_LE(
        difference(fused.run({picture}), at::where(biased > 0, biased, biased * column(slopes))),
        kClose);
    TinyModel shared = start("Conv2D", none); // read twice: nothing may be taken in
    shared.node("b", "AddV2", {"c", "bias"}).node("y", "Mul", {"b", "c"});
    // A product of two convolutions: rounding grows with the numbers, so the limit is relative.
    const at::Tensor product = (plain + column(bias)) * plain;
    EXPECT_LE(difference(shared.run({picture}), product),
              kClose * product.abs().max().item<double>());
}

TEST(TfOperators, BatchNormAlone) {
    const at::Tensor x = random_tensor({1, 4, 2, 3});
    TinyModel model;
    const char* names[] = {"s", "o", "m", "v"};
    std::vector<at::Tensor> parts;
    model.input("x", {1, 2, 3, 4});
    for (int i = 0; i < 4; ++i) {
        parts.push_back(random_tensor({4}, i + 2).abs() + 0.1);
        model.constant(names[i], parts.back());
    }
    model.node("y", "FusedBatchNormV3", {"x", "s", "o", "m", "v"}, R"("epsilon":{"f":0.001})");
    EXPECT_LE(difference(model.run({x}), at::batch_norm(x, parts[0], parts[1], parts[2], parts[3],
                                                        false, 0, 1e-3, false)),
              kClose * 10);
}

TEST(TfOperators, MarginsInFrontOfConvolutions) {
    const at::Tensor picture = random_tensor({1, 3, 6, 7});
    const at::Tensor w = random_tensor({4, 3, 3, 3}, 2);
    TinyModel model;
    model.input("x", {1, 6, 7, 3}).constant("w", w.permute({2, 3, 1, 0}).contiguous());
    model.constant("m", whole({0, 0, 0, 1, 0, 2, 0, 0}).reshape({4, 2}))
        .node("p", "Pad", {"x", "m"});
    model.node("y", "Conv2D", {"p", "w"}, kValid + "," + strides(2));
    EXPECT_LE(difference(model.run({picture}), padded_conv(picture, w, 2, {0, 2, 0, 1})), kClose);
    TinyModel filled;
    filled.input("x", {1, 6, 7, 3}).constant("m", whole({0, 0, 1, 1, 1, 1, 0, 0}).reshape({4, 2}));
    filled.constant("v", at::full({}, 5.0)).node("y", "PadV2", {"x", "m", "v"});
    EXPECT_EQ(difference(filled.run({picture}), at::constant_pad_nd(picture, {1, 1, 1, 1}, 5)),
              kExact);
}

TEST(TfOperators, DepthwiseConvolutions) {
    const at::Tensor picture = random_tensor({1, 3, 7, 8});
    const at::Tensor hwcm = random_tensor({3, 3, 3, 2}, 2);
    const at::Tensor w = hwcm.permute({2, 3, 0, 1}).reshape({6, 1, 3, 3});
    const at::Tensor bias = random_tensor({6}, 3);
    TinyModel model;
    model.input("x", {1, 7, 8, 3}).constant("w", hwcm).constant("b", bias);
    model.node("y", "FusedDepthwiseConv2dNative", {"x", "w", "b"},
               kSame + "," + strides(2) + "," + attribute_texts("fused_ops", {"BiasAdd", "Relu6"}));
    const at::Tensor expected = padded_conv(picture, w, 2, {0, 1, 1, 1}, 3);
    EXPECT_LE(difference(model.run({picture}), (expected + bias.reshape({1, 6, 1, 1})).clamp(0, 6)),
              kClose);
}

TEST(TfOperators, TransposedConvolutions) {
    const at::Tensor picture = random_tensor({1, 3, 4, 5});
    const at::Tensor w = random_tensor({3, 2, 3, 3}, 2); // in × out × kh × kw
    const at::Tensor bias = random_tensor({2}, 3);
    const at::Tensor full = at::conv_transpose2d(picture, w, {}, 2);
    const auto transposed = [&](const std::string& padding, std::int64_t height,
                                std::int64_t width) {
        TinyModel model;
        model.constant("size", whole({1, height, width, 2})).input("x", {1, 4, 5, 3});
        model.constant("w", w.permute({2, 3, 1, 0}).contiguous()).constant("b", bias);
        model.node("c", "Conv2DBackpropInput", {"size", "w", "x"}, padding + "," + strides(2));
        model.node("y", "BiasAdd", {"c", "b"});
        return model.run({picture}) - bias.reshape({1, 2, 1, 1});
    };
    EXPECT_LE(difference(transposed(kValid, 9, 11), full), kClose);
    EXPECT_LE(difference(transposed(kSame, 8, 10), full.slice(2, 0, 8).slice(3, 0, 10)), kClose);
    EXPECT_LE(difference(transposed(kSame, 7, 9), full.slice(2, 1, 8).slice(3, 1, 10)), kClose);
}

TEST(TfOperators, Pools) {
    const at::Tensor picture = random_tensor({1, 3, 5, 6}) - 2;
    const auto pool = [&](const char* op, const std::string& padding, std::int64_t size,
                          std::int64_t stride) {
        TinyModel model;
        model.input("x", {1, 5, 6, 3});
        model.node("y", op, {"x"},
                   padding + "," + strides(stride) + "," +
                       attribute_ints("ksize", {1, size, size, 1}));
        return model.run({picture});
    };
    const double low = -std::numeric_limits<double>::infinity();
    EXPECT_EQ(difference(pool("MaxPool", kSame, 3, 2),
                         at::max_pool2d(at::constant_pad_nd(picture, {0, 1, 1, 1}, low), 3, 2)),
              kExact);
    EXPECT_EQ(difference(pool("MaxPool", kValid, 2, 2), at::max_pool2d(picture, 2, 2)), kExact);
    EXPECT_LE(difference(pool("AvgPool", kValid, 2, 2), at::avg_pool2d(picture, 2, 2)), kClose);
    const at::Tensor ones = at::ones({1, 1, 5, 6});
    const auto padded_mean = [](const at::Tensor& x) {
        return at::avg_pool2d(at::constant_pad_nd(x, {0, 1, 1, 1}), 3, 2);
    };
    EXPECT_LE(difference(pool("AvgPool", kSame, 3, 2), padded_mean(picture) / padded_mean(ones)),
              kClose);
    TinyModel whole_picture;
    whole_picture.input("x", {1, 5, 6, 3});
    whole_picture.node("y", "AvgPool", {"x"},
                       kValid + "," + attribute_ints("strides", {1, 5, 6, 1}) + "," +
                           attribute_ints("ksize", {1, 5, 6, 1}));
    EXPECT_LE(difference(whole_picture.run({picture}), picture.mean({2, 3}, true)), kClose);
}

TEST(TfOperators, SizesOfPictures) {
    const at::Tensor picture = random_tensor({1, 2, 3, 4});
    const auto resize = [&](const char* op, const std::string& attributes) {
        TinyModel model;
        model.input("x", {1, 3, 4, 2}).constant("size", whole({6, 8}));
        model.node("y", op, {"x", "size"}, attributes);
        return model.run({picture});
    };
    const std::string centres = R"("half_pixel_centers":{"b":true})";
    const std::string corners = R"("align_corners":{"b":true})";
    const std::string none = R"("align_corners":{"b":false})";
    const std::vector<std::int64_t> size = {6, 8};
    EXPECT_LE(difference(resize("ResizeBilinear", centres),
                         at::upsample_bilinear2d(picture, size, false)),
              kClose);
    EXPECT_LE(
        difference(resize("ResizeBilinear", corners), at::upsample_bilinear2d(picture, size, true)),
        kClose);
    // Neither: pixel i lies at i / 2 of the smaller picture.
    const at::Tensor legacy = resize("ResizeBilinear", none);
    EXPECT_LE(difference(legacy.slice(2, 0, 6, 2).slice(3, 0, 8, 2), picture), kClose);
    EXPECT_LE(difference(legacy.slice(2, 0, 6, 2).select(3, 1),
                         (picture.select(3, 0) + picture.select(3, 1)) / 2),
              kClose);
    EXPECT_LE(difference(legacy.select(3, 7), legacy.select(3, 6)), kClose);
    const at::Tensor doubled = picture.repeat_interleave(2, 2).repeat_interleave(2, 3);
    EXPECT_EQ(difference(resize("ResizeNearestNeighbor", none), doubled), kExact);
    EXPECT_EQ(difference(resize("ResizeNearestNeighbor", centres), doubled), kExact);
}

TEST(TfOperators, DepthToSpaceHasColourFastest) {
    const at::Tensor x = random_tensor({1, 2, 3, 12}); // N×H×W×C
    TinyModel up;
    up.input("x", {1, 2, 3, 12}).node("y", "DepthToSpace", {"x"}, R"("block_size":{"i":"2"})");
    const at::Tensor y = up.run({x.permute({0, 3, 1, 2})});
    ASSERT_EQ(y.sizes(), (std::vector<std::int64_t>{1, 3, 4, 6}));
    EXPECT_EQ(y[0][1][3][4].item<float>(), x[0][1][2][(1 * 2 + 0) * 3 + 1].item<float>());
    TinyModel back;
    back.input("x", {1, 2, 3, 12}).node("u", "DepthToSpace", {"x"}, R"("block_size":{"i":"2"})");
    back.node("y", "SpaceToDepth", {"u"}, R"("block_size":{"i":"2"})");
    EXPECT_EQ(difference(back.run({x.permute({0, 3, 1, 2})}), x.permute({0, 3, 1, 2})), kExact);
}

void expect_unfit(const TinyModel& model, std::string_view reason) {
    const auto built = model.build();
    ASSERT_FALSE(built.has_value()) << reason;
    EXPECT_NE(built.error().message.find(reason), std::string::npos) << built.error().one_line();
}

TEST(TfOperators, WhatDoesNotFitIsNamed) {
    TinyModel shapes;
    shapes.input("x", {1, 4}).constant("w", at::ones({3})).node("sum", "AddV2", {"x", "w"});
    expect_unfit(shapes, "node sum (AddV2)");
    TinyModel computed;
    computed.input("x", {1, 4}).node("i", "Cast", {"x"}, kIntCast).node("r", "Reshape", {"x", "i"});
    expect_unfit(computed, "only known while the network runs");
    TinyModel channels;
    channels.input("x", {1, 4, 4, 2}).constant("w", at::ones({3, 3, 3, 4}));
    channels.node("c", "Conv2D", {"x", "w"}, kSame);
    expect_unfit(channels, "gets 2 channels");
    TinyModel huge;
    huge.input("x", {1, 1})
        .constant("s", whole({65536, 65536}))
        .node("b", "BroadcastTo", {"x", "s"});
    expect_unfit(huge, "too large");
    TinyModel endless;
    endless.input("x", {1}).constant("a", at::zeros({})).constant("b", at::full({}, 1e30));
    endless.constant("c", at::full({}, 1e-30)).node("r", "Range", {"a", "b", "c"});
    endless.node("y", "AddV2", {"x", "r"});
    expect_unfit(endless, "impossible range");
    TinyModel order;
    order.input("x", {1, 4, 4, 3}).constant("w", at::ones({3, 3, 3, 4}));
    order.node("c", "Conv2D", {"x", "w"}, kSame + "," + attribute_text("data_format", "NCHW"));
    expect_unfit(order, "NCHW");
}

TEST(TfOperators, InputsOfAWrongSizeAreRefused) {
    TinyModel model;
    model.input("x", {1, 4, 4, 3}).node("y", "Relu", {"x"});
    const auto built = model.build();
    ASSERT_OK(built);
    const at::InferenceMode inference;
    EXPECT_THROW((void)built->net->forward({at::zeros({1, 3, 5, 4})}), std::invalid_argument);
    EXPECT_THROW((void)built->net->forward({}), std::invalid_argument);
}

} // namespace
} // namespace kinovar::nn
