#include "core/nn/tfjs/layers.h"

#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace kinovar::nn::tfjs {

namespace {

constexpr double kDefaultBeta = 0.2; // MultiplyBeta of the RRDN family, where the file does not say
constexpr std::int64_t kMaxFactor = 64;
constexpr std::int32_t kLargest = std::numeric_limits<std::int32_t>::max(); // of a setting

class Lowering {
public:
    explicit Lowering(Description& description) : out_(description) {
        for (const WeightGroup& group : out_.groups) {
            for (const StoredWeight& weight : group.weights) {
                weights_.insert(weight.name);
            }
        }
    }

    Status run() {
        std::string previous;
        for (const RawLayer& layer : out_.layers) {
            layer_ = &layer;
            inbound_ = layer.inbound;
            if (inbound_.empty() && !previous.empty() && out_.input_layers.empty()) {
                inbound_ = {previous}; // a Sequential model
            }
            KINOVAR_TRY(lower(previous.empty()));
            previous = layer.name;
        }
        for (const std::string& name : out_.output_layers) {
            out_.outputs.push_back({name, name, {}});
        }
        if (out_.output_layers.empty()) {
            out_.outputs.push_back({previous, previous, {}});
        }
        return {};
    }

private:
    using Rule = Status (Lowering::*)();

    Status lower(bool first) {
        if (layer_->class_name == "InputLayer") {
            add_placeholder(layer_->name);
            return {};
        }
        if (first) { // of a Sequential model that states its input in its first layer
            inbound_ = {layer_->name + "/input"};
            add_placeholder(inbound_[0]);
        }
        static const std::unordered_map<std::string_view, Rule> kRules = {
            {"Conv2D", &Lowering::convolution},
            {"DepthwiseConv2D", &Lowering::depthwise},
            {"Dense", &Lowering::dense},
            {"Activation", &Lowering::activation_layer},
            {"ReLU", &Lowering::relu},
            {"LeakyReLU", &Lowering::leaky_relu},
            {"PReLU", &Lowering::prelu},
            {"Softmax", &Lowering::softmax},
            {"BatchNormalization", &Lowering::batch_norm},
            {"Concatenate", &Lowering::concatenate},
            {"Add", &Lowering::add},
            {"Multiply", &Lowering::multiply},
            {"Subtract", &Lowering::subtract},
            {"MaxPooling2D", &Lowering::max_pool},
            {"AveragePooling2D", &Lowering::average_pool},
            {"GlobalAveragePooling2D", &Lowering::global_pool},
            {"ZeroPadding2D", &Lowering::zero_padding},
            {"Flatten", &Lowering::flatten},
            {"Reshape", &Lowering::reshape},
            {"Dropout", &Lowering::pass},
            {"MultiplyBeta", &Lowering::multiply_beta},
        };
        const auto rule = kRules.find(layer_->class_name);
        if (rule != kRules.end()) {
            KINOVAR_TRY(need_inputs());
            return (this->*rule->second)();
        }
        if (layer_->class_name.starts_with("PixelShuffle")) {
            KINOVAR_TRY(need_inputs());
            return pixel_shuffle();
        }
        return failure(ErrorCode::Unsupported,
                       fmt::format("layer {} is of the class {}, which is not understood",
                                   shown(layer_->name), shown(layer_->class_name)));
    }

    Status need_inputs() const { return inbound_.empty() ? refuse("has no input") : Status(); }

    [[nodiscard]] Status refuse(std::string_view reason) const {
        return failure(ErrorCode::Corrupt, fmt::format("layer {} ({}) {}", shown(layer_->name),
                                                       shown(layer_->class_name), reason));
    }

    void add_placeholder(const std::string& name) {
        Shape shape = layer_->config.integers("batch_input_shape");
        if (shape.empty()) {
            shape = layer_->config.integers("batch_shape");
        }
        out_.inputs.push_back({layer_->name, name, shape});
        RawNode node{name, "Placeholder", {}, {}};
        node.attributes.set("shape", std::move(shape));
        out_.nodes.push_back(std::move(node));
    }

    /// Adds an operator; the result bears `name`.
    std::string emit(const std::string& name, std::string_view op, std::vector<std::string> inputs,
                     Attributes attributes = {}) {
        out_.nodes.push_back({name, std::string(op), std::move(inputs), std::move(attributes)});
        return name;
    }

    std::string constant(const std::string& name, Constant value) {
        value.name = name;
        out_.constants.push_back(std::move(value));
        return emit(name, "Const", {});
    }

    std::string number(const std::string& name, float value) {
        return constant(name, {"", ValueType::Float, {}, {value}, {}});
    }

    std::string whole_numbers(const std::string& name, Shape shape,
                              std::vector<std::int32_t> values) {
        return constant(name, {"", ValueType::Int, std::move(shape), {}, std::move(values)});
    }

    std::string weight(std::string_view suffix) {
        return emit(fmt::format("{}/{}", layer_->name, suffix), "Const", {});
    }

    [[nodiscard]] bool has_weight(std::string_view suffix) const {
        return weights_.contains(fmt::format("{}/{}", layer_->name, suffix));
    }

    [[nodiscard]] std::string part(std::string_view suffix) const {
        return fmt::format("{}/{}", layer_->name, suffix);
    }

    /// A setting that is one number.
    [[nodiscard]] Result<std::int32_t> whole(std::string_view key, std::int32_t fallback) const {
        const double value = layer_->config.number(key, fallback);
        if (value != std::floor(value) || std::abs(value) > kLargest) {
            return failure(refuse(fmt::format("has the {} {}", key, value)).error());
        }
        return static_cast<std::int32_t>(value);
    }

    [[nodiscard]] Status append(const Shape& from, std::vector<std::int32_t>& to) const {
        for (const std::int64_t value : from) {
            if (value < -kLargest || value > kLargest) {
                return refuse(fmt::format("has the size {}", value));
            }
            to.push_back(static_cast<std::int32_t>(value));
        }
        return {};
    }

    /// [1, h, w, 1] of a setting [h, w], a single number, or `fallback`.
    [[nodiscard]] Result<Shape> window(std::string_view key, const Shape& fallback) const {
        Shape size = layer_->config.integers(key);
        if (size.empty() && layer_->config.has(key)) {
            KINOVAR_TRY_ASSIGN(const std::int32_t side, whole(key, 1));
            size = {side, side};
        }
        size = size.size() == 2 ? size : fallback;
        return Shape{1, size[0], size[1], 1};
    }

    [[nodiscard]] std::string padding() const {
        return layer_->config.text("padding") == "same" ? "SAME" : "VALID";
    }

    Status check_layout() const {
        const std::string format = layer_->config.text("data_format");
        return format.empty() || format == "channels_last"
                   ? Status()
                   : refuse("is not in channels_last order");
    }

    /// The end of a layer with weights: bias and activation, the last of which bears its name.
    Status finish(std::string value) {
        const std::string activation = layer_->config.text("activation");
        const bool linear = activation.empty() || activation == "linear";
        if (has_weight("bias")) {
            value =
                emit(linear ? layer_->name : part("biased"), "BiasAdd", {value, weight("bias")});
        } else if (linear) {
            emit(layer_->name, "Identity", {value});
        }
        return linear ? Status() : activate(activation, value);
    }

    Status activate(const std::string& activation, const std::string& value) {
        static const std::unordered_map<std::string_view, std::string_view> kOps = {
            {"relu", "Relu"},       {"relu6", "Relu6"},      {"sigmoid", "Sigmoid"},
            {"tanh", "Tanh"},       {"softmax", "Softmax"},  {"elu", "Elu"},
            {"linear", "Identity"}, {"softplus", "Softplus"}};
        const auto op = kOps.find(activation);
        if (op == kOps.end()) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("layer {} has the activation {}, which is not understood",
                                       shown(layer_->name), shown(activation)));
        }
        emit(layer_->name, op->second, {value});
        return {};
    }

    Status convolution() { return convolve("Conv2D", "kernel"); }

    Status depthwise() { return convolve("DepthwiseConv2dNative", "depthwise_kernel"); }

    Status convolve(std::string_view op, std::string_view kernel) {
        KINOVAR_TRY(check_layout());
        KINOVAR_TRY_ASSIGN(Shape strides, window("strides", {1, 1}));
        KINOVAR_TRY_ASSIGN(Shape dilations, window("dilation_rate", {1, 1}));
        Attributes attributes;
        attributes.set("strides", std::move(strides));
        attributes.set("dilations", std::move(dilations));
        attributes.set("padding", padding());
        return finish(emit(part("convolved"), op, {inbound_[0], weight(kernel)}, attributes));
    }

    Status dense() {
        return finish(emit(part("product"), "MatMul", {inbound_[0], weight("kernel")}));
    }

    Status activation_layer() { return activate(layer_->config.text("activation"), inbound_[0]); }

    Status relu() {
        const double limit = layer_->config.number("max_value", INFINITY);
        constexpr double kSix = 6;
        if (limit != kSix && std::isfinite(limit)) {
            return refuse("has a limit other than 6");
        }
        emit(layer_->name, std::isfinite(limit) ? "Relu6" : "Relu", {inbound_[0]});
        return {};
    }

    Status leaky_relu() {
        constexpr double kDefaultSlope = 0.3;
        Attributes attributes;
        attributes.set("alpha", layer_->config.number("alpha", kDefaultSlope));
        emit(layer_->name, "LeakyRelu", {inbound_[0]}, attributes);
        return {};
    }

    Status prelu() {
        emit(layer_->name, "Prelu", {inbound_[0], weight("alpha")});
        return {};
    }

    Status softmax() {
        emit(layer_->name, "Softmax", {inbound_[0]});
        return {};
    }

    Status batch_norm() {
        constexpr double kDefaultEpsilon = 1e-3;
        if (!has_weight("gamma") || !has_weight("beta")) {
            return refuse("has no scale or no offset");
        }
        Attributes attributes;
        attributes.set("epsilon", layer_->config.number("epsilon", kDefaultEpsilon));
        emit(layer_->name, "FusedBatchNormV3",
             {inbound_[0], weight("gamma"), weight("beta"), weight("moving_mean"),
              weight("moving_variance")},
             attributes);
        return {};
    }

    Status concatenate() {
        KINOVAR_TRY_ASSIGN(const std::int32_t axis, whole("axis", -1));
        std::vector<std::string> inputs = inbound_;
        inputs.push_back(whole_numbers(part("axis"), {}, {axis}));
        emit(layer_->name, "ConcatV2", std::move(inputs));
        return {};
    }

    Status add() {
        emit(layer_->name, "AddN", inbound_);
        return {};
    }

    Status multiply() { return fold("Mul"); }

    Status subtract() { return inbound_.size() == 2 ? fold("Sub") : refuse("needs two inputs"); }

    Status fold(std::string_view op) {
        std::string value = inbound_[0];
        for (std::size_t i = 1; i < inbound_.size(); ++i) {
            const bool last = i + 1 == inbound_.size();
            value = emit(last ? layer_->name : part(std::to_string(i)), op, {value, inbound_[i]});
        }
        if (inbound_.size() == 1) {
            emit(layer_->name, "Identity", {value});
        }
        return {};
    }

    Status max_pool() { return pool("MaxPool"); }

    Status average_pool() { return pool("AvgPool"); }

    Status pool(std::string_view op) {
        KINOVAR_TRY(check_layout());
        KINOVAR_TRY_ASSIGN(const Shape size, window("pool_size", {2, 2}));
        KINOVAR_TRY_ASSIGN(Shape strides, window("strides", {size[1], size[2]}));
        Attributes attributes;
        attributes.set("ksize", size);
        attributes.set("strides", std::move(strides));
        attributes.set("padding", padding());
        emit(layer_->name, op, {inbound_[0]}, attributes);
        return {};
    }

    Status global_pool() {
        KINOVAR_TRY(check_layout());
        Attributes attributes;
        attributes.set("keep_dims", layer_->config.flag("keepdims"));
        emit(layer_->name, "Mean", {inbound_[0], whole_numbers(part("axes"), {2}, {1, 2})},
             attributes);
        return {};
    }

    Status zero_padding() {
        KINOVAR_TRY(check_layout());
        Shape margins = layer_->config.integers("padding");
        if (margins.size() == 2) {
            margins = {margins[0], margins[0], margins[1], margins[1]};
        }
        constexpr std::size_t kSides = 4;
        if (margins.size() != kSides) {
            return refuse("has no margins");
        }
        std::vector<std::int32_t> values(2, 0);
        KINOVAR_TRY(append(margins, values));
        values.insert(values.end(), 2, 0);
        emit(layer_->name, "Pad", {inbound_[0], whole_numbers(part("margins"), {4, 2}, values)});
        return {};
    }

    Status flatten() { return reshape_to({0, -1}); }

    Status reshape() {
        std::vector<std::int32_t> shape = {0};
        KINOVAR_TRY(append(layer_->config.integers("target_shape"), shape));
        return reshape_to(std::move(shape));
    }

    /// 0: as long as that axis is in the input, which keeps the batch.
    Status reshape_to(std::vector<std::int32_t> shape) {
        const auto rank = static_cast<std::int64_t>(shape.size());
        Attributes attributes;
        attributes.set("keep_zero", true);
        emit(layer_->name, "Reshape",
             {inbound_[0], whole_numbers(part("shape"), {rank}, std::move(shape))}, attributes);
        return {};
    }

    Status pass() {
        emit(layer_->name, "Identity", {inbound_[0]});
        return {};
    }

    Status multiply_beta() {
        const double beta = layer_->config.number("beta", kDefaultBeta);
        if (std::abs(beta) > std::numeric_limits<float>::max()) {
            return refuse(fmt::format("has the beta {}", beta));
        }
        emit(layer_->name, "Mul", {inbound_[0], number(part("beta"), static_cast<float>(beta))});
        return {};
    }

    Status pixel_shuffle() {
        constexpr std::size_t kPrefix = std::string_view("PixelShuffle").size();
        const std::string digits = layer_->class_name.substr(kPrefix);
        int named = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), named);
        KINOVAR_TRY_ASSIGN(const std::int64_t factor, whole("scale", named));
        if (factor < 1 || factor > kMaxFactor) {
            return refuse("does not say how much it enlarges");
        }
        Attributes attributes;
        attributes.set("block_size", factor);
        emit(layer_->name, "DepthToSpace", {inbound_[0]}, attributes);
        return {};
    }

    Description& out_;
    std::unordered_set<std::string> weights_;
    const RawLayer* layer_ = nullptr;
    std::vector<std::string> inbound_;
};

} // namespace

Status lower_layers(Description& description) {
    return Lowering(description).run();
}

} // namespace kinovar::nn::tfjs
