#include "tests/ui/viewer/test_pictures.h"

#include <QColor>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

namespace kinovar::ui::test {

namespace {

std::shared_ptr<preview::Picture> empty_picture(int width, int height) {
    auto made = std::make_shared<preview::Picture>();
    made->width = width;
    made->height = height;
    made->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return made;
}

double weight(double away, double scale) {
    if (scale <= 1) {
        return std::max(0.0, 1 - std::abs(away * scale));
    }
    const double x = std::abs(away);
    if (x < 1) {
        return 1.5 * x * x * x - 2.5 * x * x + 1;
    }
    return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
}

/// Shares of all pixels of a line at a place of it.
std::vector<double> shares(int size, double centre, double scale, bool squares) {
    std::vector<double> made(static_cast<std::size_t>(size));
    if (squares) {
        made[static_cast<std::size_t>(std::clamp(static_cast<int>(centre), 0, size - 1))] = 1;
        return made;
    }
    const int reach = static_cast<int>(std::ceil(2 / std::min(scale, 1.0))) + 2;
    double sum = 0;
    for (int i = static_cast<int>(centre) - reach; i <= static_cast<int>(centre) + reach; ++i) {
        const double share = weight(i + 0.5 - centre, scale);
        made[static_cast<std::size_t>(std::clamp(i, 0, size - 1))] += share;
        sum += share;
    }
    for (double& share : made) {
        share /= sum;
    }
    return made;
}

} // namespace

preview::PicturePtr noise(int width, int height, unsigned seed) {
    auto made = empty_picture(width, height);
    std::mt19937 random(seed);
    for (std::uint32_t& pixel : made->pixels) {
        pixel = 0xff000000U | (static_cast<std::uint32_t>(random()) & 0xffffffU);
    }
    return made;
}

preview::PicturePtr waves(int width, int height) {
    auto made = empty_picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double u = (x + 0.5) / width;
            const double v = (y + 0.5) / height;
            const auto level = [&](double phase) {
                return static_cast<int>(
                    std::lround(128 + 90 * std::sin(7 * u + phase) * std::cos(5 * v)));
            };
            made->pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)] = QColor(level(0), level(1), level(2)).rgb();
        }
    }
    return made;
}

preview::PicturePtr flat(int width, int height, std::uint32_t pixel) {
    auto made = empty_picture(width, height);
    std::fill(made->pixels.begin(), made->pixels.end(), pixel);
    return made;
}

QImage composed(Composer& composer, const Composition& what, int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    composer.compose(what, {reinterpret_cast<std::uint32_t*>(image.bits()), width, height,
                            image.bytesPerLine() / 4});
    return image;
}

QImage composed(const Composition& what, int width, int height) {
    Composer composer;
    return composed(composer, what, width, height);
}

QImage plainly_scaled(const preview::PicturePtr& picture, const ScanBox& box,
                      const ViewTransform& view, int width, int height, std::uint32_t background) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(background);
    const double scale_x = view.scale_x * box.width / picture->width;
    const double scale_y = view.scale_y * box.height / picture->height;
    const bool squares = std::min(scale_x, scale_y) > 4;
    for (int y = 0; y < height; ++y) {
        const double cy = (y + 0.5 - view.top - box.top * view.scale_y) / scale_y;
        if (cy < 0 || cy >= picture->height) {
            continue;
        }
        const auto down = shares(picture->height, cy, scale_y, squares);
        for (int x = 0; x < width; ++x) {
            const double cx = (x + 0.5 - view.left - box.left * view.scale_x) / scale_x;
            if (cx < 0 || cx >= picture->width) {
                continue;
            }
            const auto across = shares(picture->width, cx, scale_x, squares);
            std::array<double, 3> sums{};
            for (int j = 0; j < picture->height; ++j) {
                for (int i = 0; down[static_cast<std::size_t>(j)] != 0 && i < picture->width; ++i) {
                    const double share =
                        down[static_cast<std::size_t>(j)] * across[static_cast<std::size_t>(i)];
                    const QColor colour(QRgb(picture->row(j)[i]));
                    sums[0] += share * colour.red();
                    sums[1] += share * colour.green();
                    sums[2] += share * colour.blue();
                }
            }
            const auto whole = [](double value) {
                return std::clamp(static_cast<int>(std::lround(value)), 0, 255);
            };
            image.setPixel(x, y, QColor(whole(sums[0]), whole(sums[1]), whole(sums[2])).rgb());
        }
    }
    return image;
}

int largest_difference(const QImage& a, const QImage& b) {
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor one(a.pixel(x, y));
            const QColor two(b.pixel(x, y));
            largest =
                std::max({largest, std::abs(one.red() - two.red()),
                          std::abs(one.green() - two.green()), std::abs(one.blue() - two.blue())});
        }
    }
    return largest;
}

} // namespace kinovar::ui::test
