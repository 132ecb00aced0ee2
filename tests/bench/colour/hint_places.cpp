#include "tests/bench/colour/hint_places.h"

#include <fmt/format.h>

#include <fstream>
#include <random>
#include <sstream>

namespace kinovar::bench {

Places random_places(const cv::Size& size, int count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Places places;
    for (int i = 0; i < count; ++i) {
        const int x = 1 + static_cast<int>(random() % static_cast<std::uint64_t>(size.width - 2));
        const int y = 1 + static_cast<int>(random() % static_cast<std::uint64_t>(size.height - 2));
        places.emplace_back(x, y);
    }
    return places;
}

Result<ListedPlaces> read_places(const std::filesystem::path& file) {
    std::ifstream lines(file);
    if (!lines) {
        return failure(ErrorCode::NotFound, "cannot read " + file.string());
    }
    ListedPlaces listed;
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::istringstream words(line);
        std::string picture;
        int count = 0;
        cv::Point place;
        if (!(words >> picture >> count >> place.x >> place.y)) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{}:{}: not \"picture count x y\"", file.string(), number));
        }
        listed[{picture, count}].push_back(place);
    }
    return listed;
}

std::vector<colourise::PlacedHint> true_hints(const cv::Mat& ab, const Places& places) {
    std::vector<colourise::PlacedHint> hints;
    for (const cv::Point& at : places) {
        const cv::Scalar mean = cv::mean(ab(cv::Rect(at.x - 1, at.y - 1, 3, 3)));
        colourise::PlacedHint hint;
        hint.places = {{(at.x + 0.5) / ab.cols, (at.y + 0.5) / ab.rows}};
        hint.colour = {static_cast<float>(mean[0]), static_cast<float>(mean[1])};
        hint.size = 0;
        hints.push_back(std::move(hint));
    }
    return hints;
}

} // namespace kinovar::bench
