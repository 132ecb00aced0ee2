#include "core/steps/portrait/face/face_drawing.h"

#include "core/image/cv_bridge.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/face_names.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::portrait {

namespace {

constexpr int kLeastSide = 1000; // px of the drawing's longer side
const cv::Scalar kGood(0.35, 0.95, 0.45);
const cv::Scalar kNote(0.55, 0.8, 1);
const cv::Scalar kWarning(1, 0.85, 0.2);
const cv::Scalar kRefusal(1, 0.3, 0.25);
const cv::Scalar kIris(0.3, 0.75, 1);
const cv::Scalar kShade(0, 0, 0);

cv::Scalar colour_of(const std::vector<Finding>& findings) {
    auto gravest = Severity::Note;
    for (const Finding& one : findings) {
        gravest = std::max(gravest, one.severity);
    }
    if (gravest == Severity::Note) {
        return findings.empty() ? kGood : kNote;
    }
    return gravest == Severity::Refusal ? kRefusal : kWarning;
}

class Drawing {
public:
    explicit Drawing(const cv::Mat& picture)
        : scale_(std::max(1.0F, static_cast<float>(kLeastSide) /
                                    static_cast<float>(std::max(picture.cols, picture.rows)))) {
        cv::resize(picture, canvas_, {}, scale_, scale_,
                   scale_ > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
        unit_ = std::max(1, std::max(canvas_.cols, canvas_.rows) / kLeastSide);
    }

    void draw(const Face& face, std::size_t number) {
        const cv::Scalar colour = colour_of(face.findings);
        for (const Triangle& one : face_triangles()) {
            const std::array corners{at(face, one.a), at(face, one.b), at(face, one.c)};
            for (std::size_t i = 0; i < corners.size(); ++i) {
                cv::line(canvas_, corners[i], corners[(i + 1) % corners.size()],
                         (kGood + cv::Scalar::all(0.2)) * kFaint, 1, cv::LINE_AA);
            }
        }
        for (const Point3& point : face.mesh.points) {
            cv::circle(canvas_, at({point.x, point.y}), unit_, colour, cv::FILLED, cv::LINE_AA);
        }
        for (const Iris& iris : face.mesh.irises) {
            cv::circle(canvas_, at(iris.centre), std::max(1, cvRound(iris.radius * scale_)), kIris,
                       2 * unit_, cv::LINE_AA);
        }
        cv::rectangle(canvas_, at({face.box.x0, face.box.y0}), at({face.box.x1, face.box.y1}),
                      colour, 2 * unit_);
        label(at({face.box.x0, face.box.y0}),
              fmt::format("{}: {:.0f} px, {:.0f} years", number, face.width(), face.age), colour,
              0);
        int line = 1;
        for (const Finding& one : face.findings) {
            label(at({face.box.x0, face.box.y1}), std::string(to_string(one.kind)),
                  colour_of({one}), line++);
        }
    }

    void draw(const std::vector<Finding>& findings) {
        int line = 1;
        for (const Finding& one : findings) {
            label({0, 0}, std::string(to_string(one.kind)), colour_of({one}), line++);
        }
    }

    [[nodiscard]] const cv::Mat& canvas() const { return canvas_; }

private:
    static constexpr double kFaint = 0.7;

    [[nodiscard]] cv::Point at(Point2 point) const {
        return {cvRound(point.x * scale_), cvRound(point.y * scale_)};
    }
    [[nodiscard]] cv::Point at(const Face& face, std::uint16_t landmark) const {
        return at({face.mesh.points[landmark].x, face.mesh.points[landmark].y});
    }

    /// Line 0 stands above the point, 1 and further ones below it. ASCII, as OpenCV's font has.
    void label(cv::Point point, const std::string& text, const cv::Scalar& colour, int line) {
        constexpr double kSize = 0.55;
        const int height = 18 * unit_;
        const cv::Point origin = point + cv::Point(2 * unit_, line * height - 5 * unit_);
        cv::putText(canvas_, text, origin, cv::FONT_HERSHEY_SIMPLEX, kSize * unit_, kShade,
                    4 * unit_, cv::LINE_AA);
        cv::putText(canvas_, text, origin, cv::FONT_HERSHEY_SIMPLEX, kSize * unit_, colour, unit_,
                    cv::LINE_AA);
    }

    float scale_;
    cv::Mat canvas_;
    int unit_ = 1; // width of a thin line
};

} // namespace

Result<FramePtr> draw_faces(const Frame& picture, const PortraitAnalysis& analysis) {
    Result<FramePtr> result = FramePtr();
    KINOVAR_TRY(guard_cv("drawing of faces", [&] {
        Drawing drawing(mat_view(picture));
        for (std::size_t i = 0; i < analysis.faces.size(); ++i) {
            drawing.draw(analysis.faces[i], i + 1);
        }
        drawing.draw(analysis.findings);
        result = frame_from_mat(drawing.canvas(), picture.colour());
    }));
    return result;
}

} // namespace kinovar::portrait
