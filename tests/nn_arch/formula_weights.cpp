#include "tests/nn_arch/formula_weights.h"

#include "tests/support/support.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <functional>
#include <numeric>
#include <regex>

namespace kinovar::test {

namespace {

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325;
constexpr std::uint64_t kFnvPrime = 0x100000001b3;
constexpr std::uint64_t kGoldenStep = 0x9E3779B97F4A7C15;

std::uint64_t hash_of(std::string_view key) {
    std::uint64_t hash = kFnvOffset;
    for (const char letter : key) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * kFnvPrime;
    }
    return hash;
}

/// SplitMix64 (G. L. Steele et al., 2014), the top 24 bits of it.
float value_of(std::uint64_t hash, std::uint64_t index) {
    std::uint64_t z = hash + (index + 1) * kGoldenStep;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    constexpr double kRange = 1 << 24;
    return static_cast<float>(static_cast<double>(z >> 40) / kRange * 2 - 1);
}

std::int64_t product(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

nn::Weight zeros(const KeyShape& one) {
    nn::Weight weight;
    weight.shape = one.shape;
    const auto count = static_cast<std::size_t>(product(one.shape));
    if (one.integer) {
        weight.stored = nn::StoredType::Integer;
        weight.integers.assign(count, 0);
    } else {
        weight.values.assign(count, 0);
    }
    return weight;
}

nlohmann::json read_json(const std::filesystem::path& file) {
    std::ifstream stream(file);
    EXPECT_TRUE(stream.good()) << file;
    return nlohmann::json::parse(stream);
}

struct Rule {
    std::regex pattern;
    double offset = 0;
    double spread = 0;
    bool by_fan = false;
};

} // namespace

float formula_value(std::string_view key, std::uint64_t index) {
    return value_of(hash_of(key), index);
}

nn::Weight formula_weight(std::string_view key, std::vector<std::int64_t> shape, double offset,
                          double spread) {
    nn::Weight weight;
    weight.values.resize(static_cast<std::size_t>(product(shape)));
    weight.shape = std::move(shape);
    const std::uint64_t hash = hash_of(key);
    const auto a = static_cast<float>(offset);
    const auto s = static_cast<float>(spread);
    for (std::size_t i = 0; i < weight.values.size(); ++i) {
        weight.values[i] = a + s * value_of(hash, i);
    }
    return weight;
}

double spread_of_fan(const std::vector<std::int64_t>& shape) {
    constexpr std::size_t kModulated = 5; // one leading axis of length 1 more
    std::int64_t fan = product(shape) / shape[0];
    if (shape.size() == kModulated) {
        fan /= shape[1];
    }
    return std::sqrt(3.0 / static_cast<double>(fan));
}

std::vector<KeyShape> read_keys(const std::filesystem::path& file) {
    std::ifstream stream(file);
    EXPECT_TRUE(stream.good()) << file;
    const auto json = nlohmann::ordered_json::parse(stream);
    std::vector<KeyShape> keys;
    for (const auto& [key, entry] : json.at("keys").items()) {
        KeyShape one;
        one.key = key;
        for (const auto& part : entry) {
            if (part.is_string()) {
                one.integer = part.get<std::string>().starts_with("int");
            } else {
                one.shape.push_back(part.get<std::int64_t>());
            }
        }
        keys.push_back(std::move(one));
    }
    return keys;
}

nn::StateDict zero_weights(const std::vector<KeyShape>& keys) {
    nn::StateDict weights;
    for (const KeyShape& one : keys) {
        EXPECT_OK(weights.add(one.key, zeros(one)));
    }
    return weights;
}

nn::StateDict formula_weights(const std::vector<KeyShape>& keys, const std::filesystem::path& rules,
                              const std::string& network,
                              const std::map<std::string, nn::Weight>& given) {
    const auto json = read_json(rules).at(network);
    std::vector<Rule> list;
    for (const auto& rule : json.at("rules")) {
        list.push_back({std::regex(rule.at(0).get<std::string>()), rule.at(1).get<double>(),
                        rule.at(2).get<double>(), rule.at(3).get<std::string>() == "fan"});
    }
    for (const auto& kept : json.at("keep")) {
        list.insert(list.begin(), Rule{std::regex(kept.get<std::string>())});
    }
    nn::StateDict weights;
    for (const KeyShape& one : keys) {
        const auto own = given.find(one.key);
        if (own != given.end()) {
            EXPECT_OK(weights.add(one.key, own->second));
            continue;
        }
        const auto rule = std::find_if(list.begin(), list.end(), [&](const Rule& candidate) {
            return std::regex_search(one.key, candidate.pattern);
        });
        if (one.integer || rule == list.end()) {
            EXPECT_TRUE(one.integer) << "no rule for " << one.key;
            EXPECT_OK(weights.add(one.key, zeros(one)));
            continue;
        }
        const double spread = rule->spread * (rule->by_fan ? spread_of_fan(one.shape) : 1);
        EXPECT_OK(weights.add(one.key, formula_weight(one.key, one.shape, rule->offset, spread)));
    }
    return weights;
}

} // namespace kinovar::test
