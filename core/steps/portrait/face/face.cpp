#include "core/steps/portrait/face/face.h"

#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/face_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kinovar::portrait {

namespace {

using Json = nlohmann::ordered_json;

// Hundredths of a pixel or degree are enough for a reader.
double rounded(double value) {
    constexpr double kSteps = 100;
    return std::round(value * kSteps) / kSteps;
}

double rounded_share(double value) {
    constexpr double kSteps = 10000;
    return std::round(value * kSteps) / kSteps;
}

Json json_of(const std::vector<Finding>& findings) {
    Json list = Json::array();
    for (const Finding& one : findings) {
        list.push_back({{"kind", to_string(one.kind)},
                        {"severity", to_string(one.severity)},
                        {"message", one.message},
                        {"hint", one.hint}});
    }
    return list;
}

Json json_of(const HeadPose& pose) {
    return {
        {"scale", rounded(pose.scale)},
        {"yaw", rounded(pose.yaw)},
        {"pitch", rounded(pose.pitch)},
        {"roll", rounded(pose.roll)},
        {"translation",
         {rounded(pose.translation.x), rounded(pose.translation.y), rounded(pose.translation.z)}},
        {"rotation", pose.rotation}};
}

Json json_of(const FaceMesh& mesh) {
    Json points = Json::array();
    for (const Point3& point : mesh.points) {
        points.push_back({rounded(point.x), rounded(point.y), rounded(point.z)});
    }
    return points;
}

Json json_of(const std::array<Iris, 2>& irises) {
    Json list = Json::array();
    for (const Iris& iris : irises) {
        list.push_back({{"x", rounded(iris.centre.x)},
                        {"y", rounded(iris.centre.y)},
                        {"radius", rounded(iris.radius)}});
    }
    return list;
}

Json json_of(const Face& face, std::size_t number) {
    Json expression = Json::object();
    for (int i = 0; i < kExpressions; ++i) {
        expression[std::string(to_string(static_cast<Expression>(i)))] =
            rounded_share(static_cast<double>(face.expression[static_cast<std::size_t>(i)]));
    }
    return {
        {"number", number},
        {"box",
         {rounded(face.box.x0), rounded(face.box.y0), rounded(face.box.x1), rounded(face.box.y1)}},
        {"presence", rounded_share(face.mesh.presence)},
        {"width", rounded(face.width())},
        {"pose", json_of(face.pose)},
        {"age", rounded(face.age)},
        {"minor_score", rounded_share(face.minor_score)},
        {"expression", std::move(expression)},
        {"sharpness", rounded(face.sharpness)},
        {"eye_aspect", {rounded_share(face.eye_aspect[0]), rounded_share(face.eye_aspect[1])}},
        {"irises", json_of(face.mesh.irises)},
        {"landmarks", json_of(face.mesh)},
        {"findings", json_of(face.findings)}};
}

constexpr int kMovable = kLandmarks + 2;     // the irises as well
constexpr float kNeighbourhood = 0.04F;      // face widths, sigma of what follows
constexpr float kReach = 4 * kNeighbourhood; // where nothing follows any more

Point2 place_of(const FaceMesh& mesh, int landmark) {
    if (landmark >= kLandmarks) {
        return mesh.irises[static_cast<std::size_t>(landmark - kLandmarks)].centre;
    }
    const Point3& point = mesh.points[static_cast<std::size_t>(landmark)];
    return {point.x, point.y};
}

/// Moves a landmark of a mesh; those around it follow. An iris moves alone.
void apply_move(FaceMesh& mesh, const LandmarkMove& move, float width) {
    const float dx = move.dx * width;
    const float dy = move.dy * width;
    if (move.landmark >= kLandmarks) {
        Point2& centre = mesh.irises[static_cast<std::size_t>(move.landmark - kLandmarks)].centre;
        centre = {centre.x + dx, centre.y + dy};
        return;
    }
    const Point2 from = place_of(mesh, move.landmark);
    for (Point3& point : mesh.points) {
        const float distance = std::hypot(point.x - from.x, point.y - from.y) / width;
        if (distance < kReach) {
            const float share =
                std::exp(-distance * distance / (2 * kNeighbourhood * kNeighbourhood));
            point.x += share * dx;
            point.y += share * dy;
        }
    }
}

Error bad_choice(std::string_view choice, std::size_t faces) {
    return {
        ErrorCode::InvalidArgument,
        fmt::format("'{}' does not choose among {} face{}", choice, faces, faces == 1 ? "" : "s"),
        "say \"largest\", \"all\", or numbers as \"portrait analyse\" shows them: \"1,3\""};
}

} // namespace

std::string PortraitAnalysis::to_json() const {
    Json list = Json::array();
    for (std::size_t i = 0; i < faces.size(); ++i) {
        list.push_back(json_of(faces[i], i + 1));
    }
    const Json json = {{"width", width},
                       {"height", height},
                       {"monochrome", monochrome},
                       {"findings", json_of(findings)},
                       {"faces", std::move(list)}};
    return json.dump();
}

PortraitAnalysis with_moves(PortraitAnalysis analysis, const std::vector<LandmarkMove>& moves) {
    std::vector<bool> changed(analysis.faces.size());
    for (const LandmarkMove& move : moves) {
        const auto number = static_cast<std::size_t>(move.face);
        const bool known = move.face >= 0 && number < analysis.faces.size();
        if (known && move.landmark >= 0 && move.landmark < kMovable) {
            Face& face = analysis.faces[number];
            // Face widths of the face as it was found: later moves do not change earlier ones.
            apply_move(face.mesh, move, face.width());
            changed[number] = true;
        }
    }
    for (std::size_t i = 0; i < changed.size(); ++i) {
        if (changed[i]) {
            Face& face = analysis.faces[i];
            face.pose = fit_pose(face.mesh);
            face.eye_aspect = {eye_aspect(face.mesh, 0), eye_aspect(face.mesh, 1)};
        }
    }
    return analysis;
}

Result<std::vector<int>> choose_faces(const PortraitAnalysis& analysis, std::string_view choice) {
    const auto& faces = analysis.faces;
    const auto bad = [&] { return failure(bad_choice(choice, faces.size())); };
    if (faces.empty()) {
        return failure(ErrorCode::NotFound, "there is no face to choose",
                       "choose a picture in which a face is seen from the front");
    }
    if (choice == "largest") {
        const auto largest =
            std::max_element(faces.begin(), faces.end(),
                             [](const Face& a, const Face& b) { return a.width() < b.width(); });
        return std::vector{static_cast<int>(largest - faces.begin())};
    }
    std::vector<int> numbers;
    if (choice == "all") {
        for (int i = 0; i < static_cast<int>(faces.size()); ++i) {
            numbers.push_back(i);
        }
        return numbers;
    }
    for (std::string_view rest = choice;;) {
        const std::size_t comma = rest.find(',');
        const std::string_view part = rest.substr(0, comma);
        int number = 0;
        const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (problem != std::errc() || end != part.data() + part.size() || number < 1 ||
            number > static_cast<int>(faces.size())) {
            return bad();
        }
        if (std::find(numbers.begin(), numbers.end(), number - 1) == numbers.end()) {
            numbers.push_back(number - 1);
        }
        if (comma == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(comma + 1);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

} // namespace kinovar::portrait
