#pragma once

#include "core/nn/graph_tf/tfjs_net.h"
#include "core/nn/tfjs/read_graph.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace kinovar::test {

/// Writes small graph models in the form of TensorFlow.js.
class TinyModel {
public:
    TinyModel& input(const std::string& name, const std::vector<std::int64_t>& shape);
    /// `attributes`: the inside of a JSON object in the form of NodeDef's.
    TinyModel& node(const std::string& name, const std::string& op,
                    const std::vector<std::string>& inputs, const std::string& attributes = "");
    /// A float32, int32 or bool weight of a Const node (which is added too, unless it is one of a
    /// layer).
    TinyModel& constant(const std::string& name, const at::Tensor& value, bool with_node = true);
    /// The same stored as `scale`·u8 + `min`.
    TinyModel& quantised(const std::string& name, const std::vector<std::int64_t>& shape,
                         const std::string& bytes, const std::string& quantisation);
    /// Takes the place of the nodes: "model_config" of a layers model.
    TinyModel& layers(const std::string& model_config);
    TinyModel& signature(const std::string& json);

    [[nodiscard]] std::string json() const;
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] Result<nn::tfjs::Graph> graph() const;
    /// The first output for these inputs; fails the test when something goes wrong.
    [[nodiscard]] at::Tensor run(const std::vector<at::Tensor>& inputs) const;
    [[nodiscard]] Result<nn::BuiltNet> build() const;

private:
    std::vector<std::string> nodes_;
    std::vector<std::string> weights_;
    std::string layers_;
    std::string signature_;
    std::string bytes_;
};

/// JSON of attributes.
[[nodiscard]] std::string attribute_ints(const std::string& name,
                                         const std::vector<std::int64_t>& values);
[[nodiscard]] std::string attribute_text(const std::string& name, const std::string& text);
[[nodiscard]] std::string attribute_texts(const std::string& name,
                                          const std::vector<std::string>& texts);

/// Random numbers in [-1, 1], always the same.
[[nodiscard]] at::Tensor random_tensor(at::IntArrayRef shape, int seed = 1);
[[nodiscard]] at::Tensor whole(const std::vector<std::int64_t>& values);
/// Largest difference; infinite when the shapes differ.
[[nodiscard]] double difference(const at::Tensor& a, const at::Tensor& b);

} // namespace kinovar::test
