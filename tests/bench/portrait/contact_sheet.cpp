#include "tests/bench/portrait/contact_sheet.h"

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::bench {
namespace {

constexpr int kColumns = 5;
constexpr int kMotionColumns = 3;
constexpr int kLabelHeight = 18;
constexpr int kLargestCell = 900;
constexpr int kStripCell = 200;

using Cell = std::pair<std::string, cv::Mat>;

cv::Mat part_of(const Frame& frame, cv::Rect place) {
    const cv::Mat all = mat_view(frame);
    const cv::Rect inside = place & cv::Rect(0, 0, all.cols, all.rows);
    cv::Mat out(place.height, place.width, CV_32FC3, cv::Scalar::all(.5));
    if (inside.area() > 0) {
        all(inside).copyTo(out(inside - place.tl()));
    }
    return out;
}

cv::Rect square(double x, double y, double side) {
    const int whole = std::max(8, static_cast<int>(std::lround(side)));
    return {static_cast<int>(std::lround(x)) - whole / 2,
            static_cast<int>(std::lround(y)) - whole / 2, whole, whole};
}

cv::Rect box_of(const portrait::Face& face,
                std::initializer_list<std::span<const std::uint16_t>> rows, double margin) {
    std::vector<cv::Point2f> points;
    for (const auto row : rows) {
        for (const std::uint16_t i : row) {
            points.emplace_back(face.mesh.points[i].x, face.mesh.points[i].y);
        }
    }
    const cv::Rect2f box = cv::boundingRect(points);
    const auto grow = static_cast<float>(margin * face.width());
    return cv::Rect(
        cv::Rect2f(box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow));
}

cv::Mat scaled(const cv::Mat& cell, double factor) {
    cv::Mat out;
    cv::resize(cell, out, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

cv::Mat grid(const std::vector<Cell>& cells, int columns) {
    const int width = cells.front().second.cols;
    const int height = cells.front().second.rows + kLabelHeight;
    const int rows = (static_cast<int>(cells.size()) + columns - 1) / columns;
    cv::Mat out = cv::Mat::zeros(rows * height, columns * width, CV_32FC3);
    for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
        const auto& [label, picture] = cells[static_cast<std::size_t>(i)];
        const cv::Point corner(i % columns * width, i / columns * height);
        cv::putText(out, label, corner + cv::Point(3, kLabelHeight - 5), cv::FONT_HERSHEY_SIMPLEX,
                    .45, cv::Scalar::all(1), 1, cv::LINE_AA);
        picture.copyTo(out(cv::Rect(corner + cv::Point(0, kLabelHeight), picture.size())));
    }
    return out;
}

cv::Mat stacked(const std::vector<cv::Mat>& parts) {
    int width = 0;
    int height = 0;
    for (const cv::Mat& part : parts) {
        width = std::max(width, part.cols);
        height += part.rows;
    }
    cv::Mat out = cv::Mat::zeros(height, width, CV_32FC3);
    int y = 0;
    for (const cv::Mat& part : parts) {
        part.copyTo(out(cv::Rect(0, y, part.cols, part.rows)));
        y += part.rows;
    }
    return out;
}

Status write(const std::filesystem::path& path, const cv::Mat& sheet) {
    KINOVAR_TRY_ASSIGN(const FramePtr frame, frame_from_mat(sheet, ColourSpec::srgb()));
    return media::write_picture(path, *frame, media::PictureFormat::Jpeg, 8);
}

} // namespace

Status write_sheets(const std::filesystem::path& folder, const BenchPortrait& portrait,
                    const ShownFrames& shown) {
    const portrait::Face& face = portrait.analysis.faces[static_cast<std::size_t>(portrait.face)];
    const portrait::Point3 centre = portrait::to_picture(face.pose, {0, 0, 0});
    const cv::Rect head = square(centre.x, centre.y, 1.9 * face.width());
    const double shrink = std::min(1., static_cast<double>(kLargestCell) / head.width);
    std::vector<Cell> poses;
    for (const auto& [name, frame] : shown.poses) {
        poses.emplace_back(name, scaled(part_of(*frame, head), shrink));
    }
    std::vector<Cell> strip;
    for (const FramePtr& frame : shown.loop) {
        strip.emplace_back(
            "", scaled(part_of(*frame, head), static_cast<double>(kStripCell) / head.width));
    }
    const std::string stem = fmt::format("{}-{}", portrait.name, portrait.face + 1);
    KINOVAR_TRY(
        write(folder / (stem + ".jpg"),
              stacked({grid(poses, kColumns), grid(strip, static_cast<int>(strip.size()))})));

    const cv::Rect eyes =
        box_of(face,
               {portrait::upper_lid(0), portrait::upper_lid(1), portrait::brow(0),
                portrait::brow(1), portrait::lower_lid(0), portrait::lower_lid(1)},
               .06);
    const cv::Rect mouth =
        box_of(face, {portrait::inner_upper_lip(), portrait::inner_lower_lip()}, .14);
    std::vector<Cell> blink;
    for (const FramePtr& frame : shown.blink) {
        blink.emplace_back("blink", scaled(part_of(*frame, eyes), 2));
    }
    std::vector<Cell> smile;
    for (const FramePtr& frame : shown.smile) {
        smile.emplace_back("smile", scaled(part_of(*frame, mouth), 2));
    }
    return write(folder / (stem + "-motion.jpg"),
                 stacked({grid(blink, kMotionColumns), grid(smile, kMotionColumns)}));
}

} // namespace kinovar::bench
