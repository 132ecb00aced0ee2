#include "core/nn/tfjs/weights.h"

#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace kinovar::nn::tfjs {

namespace {

static_assert(std::endian::native == std::endian::little, "weights are stored little-endian");

/// The bytes of a group's files, one after the other.
class ByteStream {
public:
    ByteStream(const WeightGroup& group, ShardSource& shards, Hasher& hash)
        : group_(group), shards_(shards), hash_(hash) {}

    Status read(char* target, std::uint64_t count) {
        while (count > 0) {
            if (at_ == bytes_.size()) {
                KINOVAR_TRY(open_next());
                continue;
            }
            const std::uint64_t part = std::min<std::uint64_t>(count, bytes_.size() - at_);
            std::memcpy(target, bytes_.data() + at_, part);
            at_ += part;
            target += part;
            count -= part;
        }
        return {};
    }

private:
    Status open_next() {
        if (next_ == group_.paths.size()) {
            return failure(ErrorCode::Corrupt, "the weight files are too short");
        }
        bytes_ = {};
        at_ = 0;
        KINOVAR_TRY_ASSIGN(bytes_, shards_.read(group_.paths[next_++]));
        hash_.add(bytes_);
        return {};
    }

    const WeightGroup& group_;
    ShardSource& shards_;
    Hasher& hash_;
    std::string bytes_;
    std::size_t at_ = 0;
    std::size_t next_ = 0;
};

Status check_sizes(const WeightGroup& group, ShardSource& shards) {
    std::uint64_t wanted = 0;
    for (const StoredWeight& weight : group.weights) {
        wanted += weight.count * bytes_of(weight.storage);
    }
    std::uint64_t found = 0;
    for (const std::string& path : group.paths) {
        KINOVAR_TRY_ASSIGN(const std::uint64_t bytes, shards.size(path));
        if (bytes > kMaxShardBytes) {
            return failure(ErrorCode::Corrupt, fmt::format("weight file {} is larger than {} MB",
                                                           shown(path), kMaxShardBytes >> 20U));
        }
        found += bytes;
    }
    if (found != wanted) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the weight files hold {} bytes where the model needs {}", found, wanted),
            "download the model again, with all its weight files");
    }
    return {};
}

float float_from_half(std::uint16_t half) {
    constexpr int kMantissaBits = 10;
    constexpr unsigned kExponentMask = 0x1F;
    constexpr int kBias = 15;
    const unsigned exponent = (half >> 10U) & kExponentMask;
    const auto mantissa = static_cast<float>(half & 0x3FFU);
    constexpr float kOne = 1 << kMantissaBits;
    const float sign = (half & 0x8000U) != 0 ? -1.0F : 1.0F;
    if (exponent == kExponentMask) {
        return mantissa == 0 ? sign * INFINITY : NAN;
    }
    return exponent == 0
               ? sign * std::ldexp(mantissa / kOne, 1 - kBias)
               : sign * std::ldexp(1 + mantissa / kOne, static_cast<int>(exponent) - kBias);
}

template <class Stored>
std::vector<Stored> read_as(ByteStream& stream, std::uint64_t count, Status& status) {
    std::vector<Stored> values(count);
    status = stream.read(reinterpret_cast<char*>(values.data()), count * sizeof(Stored));
    return values;
}

/// Puts `stored` through the affine rule, in double as the reference does.
template <class Stored>
void settle(const StoredWeight& weight, std::vector<Stored> stored, Constant& target) {
    const auto value_of = [&](Stored one) {
        double value = 0;
        if constexpr (std::is_same_v<Stored, std::uint16_t>) {
            value = weight.storage == Storage::Float16 ? float_from_half(one) : one;
        } else {
            value = one;
        }
        return weight.scaled ? value * weight.scale + weight.min : value;
    };
    if (weight.type == ValueType::Float) {
        if constexpr (std::is_same_v<Stored, float>) {
            if (!weight.scaled) {
                target.floats = std::move(stored);
                return;
            }
        }
        target.floats.resize(stored.size());
        std::transform(stored.begin(), stored.end(), target.floats.begin(),
                       [&](Stored one) { return static_cast<float>(value_of(one)); });
        return;
    }
    constexpr double kMin = std::numeric_limits<std::int32_t>::min();
    constexpr double kMax = std::numeric_limits<std::int32_t>::max();
    target.values.resize(stored.size());
    std::transform(stored.begin(), stored.end(), target.values.begin(), [&](Stored one) {
        const double value = std::round(value_of(one));
        return static_cast<std::int32_t>(std::isnan(value) ? 0 : std::clamp(value, kMin, kMax));
    });
}

Status read_values(ByteStream& stream, const StoredWeight& weight, Constant& target) {
    Status status;
    switch (weight.storage) {
    case Storage::Float32:
        settle(weight, read_as<float>(stream, weight.count, status), target);
        break;
    case Storage::Int32:
        settle(weight, read_as<std::int32_t>(stream, weight.count, status), target);
        break;
    case Storage::Float16:
    case Storage::UInt16:
        settle(weight, read_as<std::uint16_t>(stream, weight.count, status), target);
        break;
    case Storage::UInt8:
    case Storage::Bool:
        settle(weight, read_as<std::uint8_t>(stream, weight.count, status), target);
        break;
    }
    return status;
}

Result<Constant> read_constant(ByteStream& stream, const StoredWeight& weight) {
    Constant constant;
    constant.name = weight.name;
    constant.type = weight.type;
    constant.shape = weight.shape;
    KINOVAR_TRY(read_values(stream, weight, constant));
    const bool finite = std::all_of(constant.floats.begin(), constant.floats.end(),
                                    [](float value) { return std::isfinite(value); });
    if (!finite) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("weight {} holds numbers that are not finite", shown(weight.name)));
    }
    return constant;
}

} // namespace

Status read_weights(const std::vector<WeightGroup>& groups, ShardSource& shards,
                    const std::function<bool(const std::string&)>& wanted,
                    const std::function<void(Constant&&)>& take, Hasher& hash) {
    for (const WeightGroup& group : groups) {
        KINOVAR_TRY(check_sizes(group, shards));
    }
    for (const WeightGroup& group : groups) {
        ByteStream stream(group, shards, hash);
        for (const StoredWeight& weight : group.weights) {
            KINOVAR_TRY_ASSIGN(Constant constant, read_constant(stream, weight));
            if (wanted(weight.name)) {
                take(std::move(constant));
            }
        }
    }
    return {};
}

} // namespace kinovar::nn::tfjs
