#include "core/nn/loaders/checkpoint.h"
#include "tests/nn_formats/zip_writer.h"
#include "tests/support/support.h"

namespace kinovar::nn {
namespace {

std::string file_of(const std::string& header, std::size_t data_size) {
    return test::little_endian(header.size(), 8) + header + std::string(data_size, '\0');
}

std::string error_of(const std::string& header, std::size_t data_size) {
    const auto dict = parse_safetensors(file_of(header, data_size));
    return dict ? std::string{} : dict.error().one_line();
}

TEST(Safetensors, ReadsAllTypes) {
    const auto dict = parse_checkpoint(file_of(
        R"({"__metadata__":{"format":"pt"},
            "module.h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},
            "module.i":{"dtype":"I32","shape":[],"data_offsets":[12,16]},
            "module.f":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},
            "module.b":{"dtype":"BOOL","shape":[0],"data_offsets":[16,16]}})",
        16));
    ASSERT_OK(dict);
    EXPECT_EQ(dict->keys(), (std::vector<std::string>{"h", "i", "f", "b"}));
    EXPECT_EQ(dict->find("h")->stored, StoredType::Float16);
    EXPECT_EQ(dict->find("i")->integers.size(), 1U);
    EXPECT_EQ(dict->find("f")->shape, (std::vector<std::int64_t>{1, 2}));
}

TEST(Safetensors, BrokenHeadersAreRefused) {
    const auto entry = [](const std::string& body) {
        return error_of(R"({"a":{)" + body + "}}", 4);
    };
    const std::string good = R"("dtype":"F32","shape":[1],"data_offsets":[0,4])";
    EXPECT_EQ(entry(good), "");
    for (const std::string& bad : std::vector<std::string>{
             R"("dtype":"F31","shape":[1],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[2],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[-1],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[1.5],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[[1]],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,4])",
             R"("dtype":"F32","shape":[1],"data_offsets":[4,0])",
             R"("dtype":"F32","shape":[1],"data_offsets":[0,8])",
             R"("dtype":"F32","shape":[1],"data_offsets":[0])",
             R"("dtype":"F32","shape":[1],"data_offsets":[0,4,4])",
             R"("dtype":"F32","shape":[1])",
             good + R"(,"more":1)",
             good + R"(,"dtype":"F32")",
         }) {
        EXPECT_NE(entry(bad), "") << bad;
    }
    EXPECT_NE(error_of("{}", 0), "");
    EXPECT_NE(error_of("{}", 4), "");
    EXPECT_NE(error_of("[]", 0), "");
    EXPECT_NE(error_of(R"({"a":)" + std::string(50'000, '['), 0), "");
    EXPECT_NE(error_of("{\"a\":{" + good + "},\"a\":{" + good + "}}", 4), "");
}

TEST(Safetensors, HolesAndOverlapsAreRefused) {
    const auto two = [](const std::string& second, std::size_t size) {
        return error_of(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                        R"("b":{"dtype":"F32","shape":[1],"data_offsets":)" +
                            second + "}}",
                        size);
    };
    EXPECT_EQ(two("[4,8]", 8), "");
    EXPECT_NE(two("[2,6]", 6), "");
    EXPECT_NE(two("[8,12]", 12), "");
    EXPECT_NE(two("[4,8]", 9), "");
    EXPECT_NE(two("[0,4]", 4), "");
}

TEST(Safetensors, LengthsAreChecked) {
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{3}, ~std::uint64_t{0}}) {
        EXPECT_FALSE(parse_safetensors(test::little_endian(length, 8) + "{}"));
    }
    EXPECT_FALSE(parse_safetensors("\x02"));
}

} // namespace
} // namespace kinovar::nn
