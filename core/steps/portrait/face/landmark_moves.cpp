#include "core/steps/portrait/face/face.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>

namespace kinovar::portrait {

namespace {

constexpr int kMovable = kLandmarks + 2;    // the irises as well
constexpr std::size_t kMostMoves = 100'000; // more than anybody drags
constexpr int kMostFaces = 10'000;          // of a picture
constexpr double kFarthest = 1;             // face widths that a landmark may move

Error bad_moves(const std::string& why) {
    return {ErrorCode::Corrupt, "landmark moves: " + why,
            "a list of moves is {\"moves\": [{\"face\": 1, \"landmark\": 159, \"dx\": 0.01, "
            "\"dy\": 0.0}]}"};
}

Result<LandmarkMove> move_from(const nlohmann::json& entry, std::size_t number) {
    const auto wrong = [number](std::string_view what) {
        return failure(bad_moves(fmt::format("entry {}: {}", number, what)));
    };
    if (!entry.is_object()) {
        return wrong("is no object");
    }
    const auto integer = [&entry](const char* name, int low, int high, int& target) {
        const auto found = entry.find(name);
        if (found == entry.end() || !found->is_number_integer()) {
            return false;
        }
        if (found->is_number_unsigned() &&
            found->get<std::uint64_t>() > static_cast<std::uint64_t>(high)) {
            return false;
        }
        const auto value = found->get<std::int64_t>();
        target = value >= low && value <= high ? static_cast<int>(value) : low;
        return value >= low && value <= high;
    };
    const auto real = [&entry](const char* name, float& target) {
        const auto found = entry.find(name);
        if (found == entry.end() || !found->is_number()) {
            return false;
        }
        const double value = found->get<double>();
        if (!(std::abs(value) <= kFarthest)) {
            return false;
        }
        target = static_cast<float>(value);
        return true;
    };
    LandmarkMove move;
    if (!integer("face", 1, kMostFaces, move.face)) {
        return wrong("\"face\" is not the number of a face, from 1 on");
    }
    --move.face;
    if (!integer("landmark", 0, kMovable - 1, move.landmark)) {
        return wrong(fmt::format("\"landmark\" is not a number from 0 to {}", kMovable - 1));
    }
    if (!real("dx", move.dx) || !real("dy", move.dy)) {
        return wrong("\"dx\" or \"dy\" is not a number of face widths from -1 to 1");
    }
    return move;
}

} // namespace

Result<std::vector<LandmarkMove>> landmark_moves_from_json(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) {
        return failure(bad_moves("the text is no JSON object"));
    }
    const auto list = document.find("moves");
    if (list == document.end() || !list->is_array()) {
        return failure(bad_moves("there is no list \"moves\""));
    }
    if (list->size() > kMostMoves) {
        return failure(bad_moves(fmt::format("{} are too many", list->size())));
    }
    std::vector<LandmarkMove> moves;
    for (const auto& entry : *list) {
        KINOVAR_TRY_ASSIGN(moves.emplace_back(), move_from(entry, moves.size() + 1));
    }
    return moves;
}

std::string to_json(const std::vector<LandmarkMove>& moves) {
    auto list = nlohmann::ordered_json::array();
    for (const LandmarkMove& move : moves) {
        list.push_back({{"face", move.face + 1},
                        {"landmark", move.landmark},
                        {"dx", move.dx},
                        {"dy", move.dy}});
    }
    return nlohmann::ordered_json{{"moves", std::move(list)}}.dump();
}

} // namespace kinovar::portrait
