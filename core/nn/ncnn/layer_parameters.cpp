#include "core/nn/ncnn/layer_parameters.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::ncnn {

const ParameterValue* Parameters::find(int id) {
    known_.insert(id);
    const auto at = text_.parameters.find(id);
    return at == text_.parameters.end() ? nullptr : &at->second;
}

Result<int> Parameters::whole(int id, int fallback, Range range) {
    const ParameterValue* value = find(id);
    if (value != nullptr && (value->is_array || !value->is_whole)) {
        return refuse(fmt::format("parameter {} is not a whole number", id));
    }
    const double number = value == nullptr ? fallback : value->numbers.front();
    if (number < static_cast<double>(range.minimum) ||
        number > static_cast<double>(range.maximum)) {
        return refuse(fmt::format("parameter {} is {:.0f}, possible are {} to {}", id, number,
                                  range.minimum, range.maximum));
    }
    return static_cast<int>(number);
}

Result<float> Parameters::real(int id, float fallback) {
    const ParameterValue* value = find(id);
    if (value == nullptr) {
        return fallback;
    }
    const auto number = value->is_array ? 0.0F : static_cast<float>(value->numbers.front());
    if (value->is_array || !std::isfinite(number)) {
        return refuse(fmt::format("parameter {} is not one number", id));
    }
    return number;
}

Result<std::vector<float>> Parameters::array(int id) {
    const ParameterValue* value = find(id);
    std::vector<float> numbers;
    if (value == nullptr) {
        return numbers;
    }
    if (!value->is_array) {
        return refuse(fmt::format("parameter {} is not an array", id));
    }
    for (const double number : value->numbers) {
        numbers.push_back(static_cast<float>(number));
        if (!std::isfinite(numbers.back())) {
            return refuse(fmt::format("parameter {} holds a number that is not finite", id));
        }
    }
    return numbers;
}

Status Parameters::must_be(int id, double value, std::string_view what_otherwise) {
    const ParameterValue* found = find(id);
    if (found != nullptr && (found->is_array || found->numbers.front() != value)) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} (parameter {}) is not supported", what_otherwise, id));
    }
    return {};
}

Status Parameters::ignore(std::initializer_list<int> ids) {
    known_.insert(ids);
    return {};
}

Status Parameters::finish() const {
    for (const auto& [id, value] : text_.parameters) {
        if (!known_.contains(id)) {
            return failure(ErrorCode::Unsupported, fmt::format("parameter {} is not known", id));
        }
    }
    return {};
}

tl::unexpected<Error> Parameters::refuse(std::string_view why) const {
    return failure(ErrorCode::Corrupt, std::string(why));
}

} // namespace kinovar::nn::ncnn
