// Fits the face model that ships: core/steps/portrait/face/face_model.inc. See
// docs/portrait-face-model.md.
//   fit_face_model OUT PICTURE X Y SIDE [PICTURE X Y SIDE …]
// Each picture is followed by a square about the face in it: its centre and side, px.
#include "core/media/picture_file.h"
#include "tests/bench/portrait_model/face_meshes.h"
#include "tests/bench/portrait_model/face_model_fit.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

namespace kinovar::portrait {
namespace {

constexpr int kPerPicture = 4;

Result<std::vector<FaceMesh>> meshes_of(std::span<char*> words) {
    std::vector<FaceMesh> meshes;
    for (std::size_t i = 0; i + kPerPicture <= words.size(); i += kPerPicture) {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(words[i]));
        KINOVAR_TRY_ASSIGN(FaceMesh mesh, mesh_near(*picture, std::strtof(words[i + 1], nullptr),
                                                    std::strtof(words[i + 2], nullptr),
                                                    std::strtof(words[i + 3], nullptr)));
        meshes.push_back(std::move(mesh));
    }
    return meshes;
}

void write(const std::string& path, const FittedModel& model) {
    std::ofstream out(path);
    out << "// Made by tests/bench/portrait_model; see docs/portrait-face-model.md.\n"
           "// clang-format off\n"
           "constexpr float kPoints[kLandmarks][3 + 3 * kModes] = {\n";
    for (const auto& row : model.rows) {
        out << "    {";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out << fmt::format("{}{:.4f}F", i == 0 ? "" : ", ", row[i] + 0.0);
        }
        out << "},\n";
    }
    out << "};\nconstexpr Triangle kTriangles[] = {";
    for (std::size_t i = 0; i < model.triangles.size(); ++i) {
        const Triangle& t = model.triangles[i];
        out << (i % 6 == 0 ? "\n    " : " ") << fmt::format("{{{}, {}, {}}},", t.a, t.b, t.c);
    }
    out << "\n};\n// clang-format on\n";
}

} // namespace
} // namespace kinovar::portrait

int main(int count, char** words) {
    using namespace kinovar::portrait;
    if (count < 2 + kPerPicture || (count - 2) % kPerPicture != 0) {
        fmt::print(stderr, "fit_face_model OUT PICTURE X Y SIDE …\n");
        return 2;
    }
    const auto meshes = meshes_of({words + 2, static_cast<std::size_t>(count - 2)});
    if (!meshes) {
        fmt::print(stderr, "error: {}\n", meshes.error().one_line());
        return 1;
    }
    write(words[1], fitted_model(*meshes));
    return 0;
}
