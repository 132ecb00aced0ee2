#include "tests/train/train_fixture.h"

#include "core/media/picture_file.h"
#include "tests/support/support.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <random>

namespace kinovar::test {

train::LumaPicture drawn_picture(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> any(0.0, 1.0);
    train::LumaPicture picture{width, height, {}};
    picture.values.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 128);
    constexpr int kShapes = 40;
    for (int i = 0; i < kShapes; ++i) {
        const double angle = 6.3 * any(random);
        const double distance = any(random) * std::max(width, height);
        const double thickness = 2 + 20 * any(random);
        const double level = 255 * any(random);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double along = x * std::cos(angle) + y * std::sin(angle) - distance;
                if (std::abs(along) < thickness) {
                    picture.values[static_cast<std::size_t>(y * width + x)] =
                        static_cast<std::uint8_t>(level);
                }
            }
        }
    }
    return picture;
}

void write_pictures(const std::filesystem::path& folder, int count, int side) {
    for (int i = 0; i < count; ++i) {
        const auto picture = drawn_picture(side, side, static_cast<unsigned>(i) + 1);
        const auto file = folder / ("picture" + std::to_string(i) + ".png");
        ASSERT_OK(media::write_mask(file, picture.values, side, side));
    }
}

train::TrainRequest tiny_request(const std::filesystem::path& folder,
                                 const std::filesystem::path& output) {
    train::TrainRequest request;
    request.photos.places = {folder};
    request.output = output;
    request.options.features = 16;
    request.options.depth = 1;
    request.options.steps = 60;
    request.options.batch = 4;
    request.options.patch = 16;
    request.options.validate_every = 20;
    request.options.precision = "float";
    request.options.threads = 1;
    return request;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace kinovar::test
