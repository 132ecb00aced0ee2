#include "tests/nn_tf/tiny_model.h"

#include "tests/support/support.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace kinovar::test {

namespace {

std::string base64(std::string_view bytes) {
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8U |
                    (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text.push_back(i + k <= bytes.size() ? kAlphabet[group >> (18 - 6 * k) & 63U] : '=');
        }
    }
    return text;
}

} // namespace

TinyModel& TinyModel::input(const std::string& name, const std::vector<std::int64_t>& shape) {
    std::vector<std::string> sizes;
    for (const std::int64_t side : shape) {
        sizes.push_back(fmt::format(R"({{"size":"{}"}})", side));
    }
    nodes_.push_back(fmt::format(R"({{"name":"{}","op":"Placeholder","attr":{{"dtype":{{"type":)"
                                 R"("DT_FLOAT"}},"shape":{{"shape":{{"dim":[{}]}}}}}}}})",
                                 name, fmt::join(sizes, ",")));
    return *this;
}

TinyModel& TinyModel::node(const std::string& name, const std::string& op,
                           const std::vector<std::string>& inputs, const std::string& attributes) {
    std::vector<std::string> quoted;
    for (const std::string& one : inputs) {
        quoted.push_back('"' + one + '"');
    }
    nodes_.push_back(fmt::format(R"({{"name":"{}","op":"{}","input":[{}],"attr":{{{}}}}})", name,
                                 op, fmt::join(quoted, ","), attributes));
    return *this;
}

TinyModel& TinyModel::constant(const std::string& name, const at::Tensor& value, bool with_node) {
    const bool is_float = value.is_floating_point();
    const bool is_bool = value.scalar_type() == at::kBool;
    const at::Tensor stored = value.to(is_float  ? at::kFloat
                                       : is_bool ? at::kBool
                                                 : at::kInt)
                                  .contiguous();
    bytes_.append(static_cast<const char*>(stored.data_ptr()), stored.nbytes());
    weights_.push_back(fmt::format(R"({{"name":"{}","shape":[{}],"dtype":"{}"}})", name,
                                   fmt::join(value.sizes().vec(), ","),
                                   is_float  ? "float32"
                                   : is_bool ? "bool"
                                             : "int32"));
    return with_node ? node(name, "Const", {}) : *this;
}

TinyModel& TinyModel::quantised(const std::string& name, const std::vector<std::int64_t>& shape,
                                const std::string& bytes, const std::string& quantisation) {
    bytes_ += bytes;
    weights_.push_back(
        fmt::format(R"({{"name":"{}","shape":[{}],"dtype":"float32","quantization":{}}})", name,
                    fmt::join(shape, ","), quantisation));
    return node(name, "Const", {});
}

TinyModel& TinyModel::layers(const std::string& model_config) {
    layers_ = model_config;
    return *this;
}

TinyModel& TinyModel::signature(const std::string& json) {
    signature_ = json;
    return *this;
}

std::string TinyModel::json() const {
    const std::string topology = layers_.empty()
                                     ? fmt::format(R"("node":[{}])", fmt::join(nodes_, ","))
                                     : fmt::format(R"("model_config":{})", layers_);
    const std::string paths = bytes_.empty() ? "" : R"("w.bin")";
    return fmt::format(
        R"({{"format":"{}",{}"modelTopology":{{{}}},"weightsManifest":[{{"paths":[{}],)"
        R"("weights":[{}]}}]}})",
        layers_.empty() ? "graph-model" : "layers-model",
        signature_.empty() ? "" : "\"signature\":" + signature_ + ",", topology, paths,
        fmt::join(weights_, ","));
}

Result<nn::tfjs::Graph> TinyModel::graph() const {
    nn::tfjs::MemoryShards shards(bytes_);
    return nn::tfjs::parse_graph(json(), nn::tfjs::JsonCursor::Dialect::Json, shards);
}

Result<nn::BuiltNet> TinyModel::build() const {
    auto read = graph();
    if (!read) {
        return failure(read.error());
    }
    return nn::make_tfjs_net(std::move(*read));
}

at::Tensor TinyModel::run(const std::vector<at::Tensor>& inputs) const {
    const auto built = build();
    EXPECT_OK(built);
    if (!built) {
        return {};
    }
    const at::InferenceMode inference;
    return built->net->forward(inputs).at(0);
}

std::string attribute_ints(const std::string& name, const std::vector<std::int64_t>& values) {
    std::vector<std::string> quoted;
    for (const std::int64_t value : values) {
        quoted.push_back(fmt::format("\"{}\"", value));
    }
    return fmt::format(R"("{}":{{"list":{{"i":[{}]}}}})", name, fmt::join(quoted, ","));
}

std::string attribute_text(const std::string& name, const std::string& text) {
    return fmt::format(R"("{}":{{"s":"{}"}})", name, base64(text));
}

std::string attribute_texts(const std::string& name, const std::vector<std::string>& texts) {
    std::vector<std::string> quoted;
    for (const std::string& text : texts) {
        quoted.push_back('"' + base64(text) + '"');
    }
    return fmt::format(R"("{}":{{"list":{{"s":[{}]}}}})", name, fmt::join(quoted, ","));
}

at::Tensor random_tensor(at::IntArrayRef shape, int seed) {
    constexpr double kStep = 12.9898;
    constexpr double kSpread = 43758.5453;
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        count *= side;
    }
    const at::Tensor position =
        at::arange(count, at::TensorOptions().dtype(at::kDouble)) + static_cast<double>(seed) * 71;
    const at::Tensor wild = at::sin(position * kStep) * kSpread;
    return ((wild - wild.floor()) * 2 - 1).to(at::kFloat).reshape(shape);
}

at::Tensor whole(const std::vector<std::int64_t>& values) {
    return at::tensor(values, at::TensorOptions().dtype(at::kLong));
}

double difference(const at::Tensor& a, const at::Tensor& b) {
    if (!a.defined() || !b.defined() || a.sizes() != b.sizes()) {
        return std::numeric_limits<double>::infinity();
    }
    return a.numel() == 0 ? 0 : (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

} // namespace kinovar::test
