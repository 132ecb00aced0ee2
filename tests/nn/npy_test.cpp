#include "core/base/file.h"
#include "core/nn/npy.h"
#include "tests/support/support.h"

namespace kinovar::nn {
namespace {

std::string npy(std::string header, const std::string& data, char version = 1) {
    std::string bytes = std::string("\x93NUMPY", 6) + version + '\0';
    bytes += static_cast<char>(header.size() & 0xFFU);
    bytes += static_cast<char>(header.size() >> 8U);
    if (version > 1) {
        bytes += std::string(2, '\0');
    }
    return bytes + header + data;
}

TEST(Npy, WritesAndReadsBack) {
    const test::TemporaryFolder folder;
    const std::vector<std::int64_t> shape = {2, 3, 1};
    const std::vector<float> floats = {1, -2, 3.5F, 0, 1e30F, -0.0F};
    ASSERT_OK(write_npy(folder / "f.npy", shape, floats));
    const auto read = read_npy(folder / "f.npy");
    ASSERT_OK(read);
    EXPECT_EQ(read->shape, shape);
    EXPECT_EQ(std::get<std::vector<float>>(read->values), floats);
    EXPECT_EQ((std::filesystem::file_size(folder / "f.npy") - 24) % 64, 0U);

    const std::vector<std::uint8_t> bytes = {0, 127, 255};
    ASSERT_OK(write_npy(folder / "b.npy", std::vector<std::int64_t>{3}, bytes));
    const auto read_bytes = read_npy(folder / "b.npy");
    ASSERT_OK(read_bytes);
    EXPECT_EQ(std::get<std::vector<std::uint8_t>>(read_bytes->values), bytes);
}

TEST(Npy, ReadsScalarsEmptyArraysAndLaterVersions) {
    const std::string four(4, '\0');
    const auto scalar =
        parse_npy(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n", four));
    ASSERT_OK(scalar);
    EXPECT_TRUE(scalar->shape.empty());
    const auto empty =
        parse_npy(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (0, 7)}", ""));
    ASSERT_OK(empty);
    const auto later =
        parse_npy(npy("{\"shape\": (4,), \"descr\": '|u1', 'fortran_order': False}", four, 2));
    ASSERT_OK(later);
}

TEST(Npy, RefusesWhatItCannotTrust) {
    const std::string four(4, '\0');
    for (const std::string& bytes : {
             std::string(),
             std::string("\x93NUMPY", 6),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", four, 9),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", four),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", four),
             npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", four),
             npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", four + four),
             npy("{'descr': '<f4', 'fortran_order': False}", four),
             npy("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", four),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)", four),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", four),
             npy("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", ""),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905,)}", four),
             npy("{'descr", four),
             npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", four).substr(0, 30),
         }) {
        const auto array = parse_npy(bytes);
        EXPECT_FALSE(array.has_value()) << bytes;
        EXPECT_TRUE(array || !array.error().hint.empty());
    }
}

TEST(Npy, ErrorsNameTheFile) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "x.npy", "no"));
    const auto array = read_npy(folder / "x.npy");
    ASSERT_FALSE(array.has_value());
    EXPECT_NE(array.error().message.find("x.npy"), std::string::npos);
}

TEST(Npy, BadSharedFileIsRefused) {
    KINOVAR_NEEDS_SHARED(path, "parity/g4_bad_files/bad.npy");
    EXPECT_FALSE(read_npy(path).has_value());
}

} // namespace
} // namespace kinovar::nn
