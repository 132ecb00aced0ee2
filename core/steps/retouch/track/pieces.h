#pragma once

#include "core/base/cache.h"
#include "core/pipeline/analysis.h"
#include "core/pipeline/clip.h"

#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace kinovar::retouch {

/// What is found one frame after the other from a key on, one way, in pieces of kFrames: each is
/// kept in memory and in pipeline::analyses(), and goes on from the end of the one before.
/// `State`: plain bytes. Thread-safe.
template <class State>
class Pieces {
public:
    static_assert(std::is_trivially_copyable_v<State>);
    static constexpr std::int64_t kFrames = 8;
    using Piece = std::vector<State>; ///< of kFrames frames, in the order in which they are found
    /// Goes on from a state (none: from the key itself) by kFrames frames; `done` were before.
    using Compute = std::function<Result<Piece>(const State* before, std::int64_t done)>;

    /// Of frame number `distance` (from 1) from the key. `name`: of everything that it depends on.
    [[nodiscard]] Result<State> at(const Hash128& name, std::int64_t distance,
                                   const Compute& compute) {
        const std::int64_t wanted = (distance - 1) / kFrames;
        std::int64_t have = wanted; // the last piece that is at hand
        PiecePtr piece;
        while (have >= 0 && !(piece = memory_.peek(key_of(name, have)))) {
            --have;
        }
        while (have < wanted) {
            ++have;
            const State* before = piece ? &piece->back() : nullptr;
            KINOVAR_TRY_ASSIGN(PiecePtr next, get(name, have, before, compute));
            piece = std::move(next);
        }
        return (*piece)[static_cast<std::size_t>((distance - 1) % kFrames)];
    }

private:
    using PiecePtr = std::shared_ptr<const Piece>;
    static constexpr std::size_t kMemory = std::size_t{32} << 20;

    [[nodiscard]] static Hash128 key_of(const Hash128& name, std::int64_t piece) {
        return Hasher().add(name).add(piece).finish();
    }

    [[nodiscard]] Result<PiecePtr> get(const Hash128& name, std::int64_t piece, const State* before,
                                       const Compute& compute) {
        const Hash128 key = key_of(name, piece);
        return memory_.get(key, [&]() -> Result<PiecePtr> {
            const auto find = [&]() -> Result<std::string> {
                KINOVAR_TRY_ASSIGN(const Piece made, compute(before, piece * kFrames));
                std::string bytes(made.size() * sizeof(State), '\0');
                std::memcpy(bytes.data(), made.data(), bytes.size());
                return bytes;
            };
            KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(key, find));
            if (bytes->size() != kFrames * sizeof(State)) {
                return failure(ErrorCode::Corrupt, "a kept part of a track has a wrong size",
                               "empty the folder of analyses in the program's cache");
            }
            auto read = std::make_shared<Piece>(static_cast<std::size_t>(kFrames));
            std::memcpy(read->data(), bytes->data(), bytes->size());
            return PiecePtr(std::move(read));
        });
    }

    BudgetCache<Hash128, Piece> memory_{
        kMemory, [](const Piece& piece) { return piece.size() * sizeof(State); }};
};

} // namespace kinovar::retouch
