#include "core/base/file.h"
#include "core/nn/loaders/checkpoint.h"
#include "tests/nn_formats/pickle_writer.h"
#include "tests/nn_formats/zip_writer.h"
#include "tests/support/support.h"

#include <cmath>
#include <cstring>
#include <map>

namespace kinovar::nn {
namespace {

namespace pickle = test::pickle;
using test::little_endian;
using test::ZipWriter;

template <class Number>
std::string bytes_of(const std::vector<Number>& numbers) {
    std::string bytes(numbers.size() * sizeof(Number), '\0');
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

std::string floats(std::size_t count) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = static_cast<float>(i);
    }
    return bytes_of(values);
}

using Storages = std::map<std::string, std::string>;

std::string zip_of(const std::string& value, const Storages& storages) {
    ZipWriter zip;
    zip.add("net/data.pkl", pickle::finished(value));
    for (const auto& [key, content] : storages) {
        zip.add("net/data/" + key, content);
    }
    return zip.bytes();
}

std::string simple_tensor(std::string_view key = "0") {
    return pickle::tensor("FloatStorage", key, 4, 0, {4}, {1});
}

/// The error of reading these bytes; empty when they can be read.
std::string error_of(const std::string& bytes) {
    const auto dict = parse_checkpoint(bytes);
    return dict ? std::string{} : dict.error().one_line();
}

std::string error_of_value(const std::string& value) {
    return error_of(zip_of(value, {{"0", floats(4)}}));
}

std::string error_of_tensor(const std::string& tensor) {
    return error_of_value(pickle::dict({{"w", tensor}}));
}

void expect_says(const std::string& error, std::string_view part) {
    EXPECT_NE(error.find(part), std::string::npos) << "found: " << error;
}

TEST(Checkpoint, ReadsZip) {
    const auto dict = parse_checkpoint(
        zip_of(pickle::dict({{"b", simple_tensor()}, {"a", simple_tensor()}}), {{"0", floats(4)}}));
    ASSERT_OK(dict);
    EXPECT_EQ(dict->keys(), (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(dict->find("a")->values, (std::vector<float>{0, 1, 2, 3}));
    EXPECT_EQ(dict->find("a")->shape, (std::vector<std::int64_t>{4}));
}

std::string legacy_of(const std::string& value, const std::string& keys,
                      const std::string& storages) {
    return pickle::finished("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19") +
           pickle::finished(pickle::integer(1001)) +
           pickle::finished("}" + pickle::text("little_endian") + "\x88s") +
           pickle::finished(value) + pickle::finished("](" + keys + "e") + storages;
}

TEST(Checkpoint, ReadsLegacy) {
    const std::string value = pickle::dict({{"w", simple_tensor("77")}});
    const std::string storage = little_endian(4, 8) + floats(4);
    const auto dict = parse_checkpoint(legacy_of(value, pickle::text("77"), storage));
    ASSERT_OK(dict);
    EXPECT_EQ(dict->find("w")->values, (std::vector<float>{0, 1, 2, 3}));
    expect_says(error_of(legacy_of(value, pickle::text("77"), little_endian(5, 8) + floats(5))),
                "another length");
    expect_says(error_of(legacy_of(value, pickle::text("77"), storage.substr(0, 20))), "cut short");
    expect_says(error_of(legacy_of(value, pickle::text("78"), storage)), "does not describe");
    expect_says(error_of(legacy_of(value, "", "")), "is not in the file");
}

TEST(Checkpoint, StridedTensorsAreMadeDense) {
    const auto dict = parse_checkpoint(zip_of(
        pickle::dict({{"transposed", pickle::tensor("FloatStorage", "0", 6, 0, {3, 2}, {1, 3})},
                      {"column", pickle::tensor("FloatStorage", "0", 6, 1, {2}, {3})},
                      {"repeated", pickle::tensor("FloatStorage", "0", 6, 5, {3}, {0})},
                      {"scalar", pickle::tensor("FloatStorage", "0", 6, 2, {}, {})},
                      {"empty", pickle::tensor("FloatStorage", "0", 6, 6, {0, 4}, {4, 1})}}),
        {{"0", floats(6)}}));
    ASSERT_OK(dict);
    EXPECT_EQ(dict->find("transposed")->values, (std::vector<float>{0, 3, 1, 4, 2, 5}));
    EXPECT_EQ(dict->find("column")->values, (std::vector<float>{1, 4}));
    EXPECT_EQ(dict->find("repeated")->values, (std::vector<float>{5, 5, 5}));
    EXPECT_EQ(dict->find("scalar")->values, (std::vector<float>{2}));
    EXPECT_EQ(dict->find("empty")->count(), 0U);
}

TEST(Checkpoint, NumbersOfAllKinds) {
    const auto read = [](std::string_view type, std::int64_t count, const std::string& bytes) {
        const auto dict = parse_checkpoint(
            zip_of(pickle::dict({{"w", pickle::tensor(type, "0", count, 0, {count}, {1})}}),
                   {{"0", bytes}}));
        EXPECT_OK(dict);
        return dict ? *dict->find("w") : Weight{};
    };
    // 1, -2, the largest, the smallest subnormal number, the smallest normal one, -0.
    const Weight half =
        read("HalfStorage", 6,
             bytes_of<std::uint16_t>({0x3C00, 0xC000, 0x7BFF, 0x0001, 0x0400, 0x8000}));
    EXPECT_EQ(half.stored, StoredType::Float16);
    EXPECT_EQ(half.values, (std::vector<float>{1, -2, 65504, 0x1p-24F, 0x1p-14F, 0}));
    const Weight brain = read("BFloat16Storage", 2, bytes_of<std::uint16_t>({0x3F80, 0xC040}));
    EXPECT_EQ(brain.values, (std::vector<float>{1, -3}));
    EXPECT_EQ(read("DoubleStorage", 1, bytes_of<double>({0.5})).values, (std::vector<float>{0.5F}));
    EXPECT_EQ(read("LongStorage", 1, bytes_of<std::int64_t>({-7})).integers,
              (std::vector<std::int64_t>{-7}));
    EXPECT_EQ(read("ByteStorage", 1, "\xff").integers, (std::vector<std::int64_t>{255}));
    EXPECT_EQ(read("CharStorage", 1, "\xff").integers, (std::vector<std::int64_t>{-1}));
    EXPECT_EQ(read("BoolStorage", 1, "\x01").stored, StoredType::Boolean);
}

TEST(Checkpoint, TakesWrappersOff) {
    const auto keys_of = [](const std::string& value) {
        const auto dict = parse_checkpoint(zip_of(value, {{"0", floats(4)}}));
        EXPECT_OK(dict);
        return dict ? dict->keys() : std::vector<std::string>{};
    };
    using Keys = std::vector<std::string>;
    const std::string net = pickle::dict({{"w", simple_tensor()}});
    const std::string other = pickle::dict({{"v", simple_tensor()}});
    const std::string parallel = pickle::dict({{"module.w", simple_tensor()}});
    const std::string half_parallel =
        pickle::dict({{"module.w", simple_tensor()}, {"b", simple_tensor()}});
    const std::string optimiser =
        pickle::dict({{"state", net}, {"param_groups", "]"}, {"w", simple_tensor()}});
    EXPECT_EQ(keys_of(pickle::dict({{"params", other}, {"params_ema", net}})), Keys{"w"});
    EXPECT_EQ(keys_of(pickle::dict({{"epoch", "K\x01"}, {"state_dict", net}})), Keys{"w"});
    EXPECT_EQ(keys_of(pickle::dict({{"model", pickle::dict({{"params", net}})}})), Keys{"w"});
    EXPECT_EQ(keys_of(parallel), Keys{"w"});
    EXPECT_EQ(keys_of(half_parallel), (Keys{"module.w", "b"}));
    EXPECT_EQ(keys_of(pickle::dict({{"generator", parallel}, {"kp", other}, {"adam", optimiser}})),
              (Keys{"generator.w", "kp.v"}));
    EXPECT_EQ(keys_of(pickle::dict({{"net", net}, {"adam", optimiser}})), Keys{"w"});
}

TEST(Checkpoint, OptimisersWithoutEndAreRefused) {
    // Each is searched for its groups, so that one large one named often would take hours.
    const std::string optimiser = pickle::dict({{"param_groups", "]"}});
    std::vector<std::pair<std::string, std::string>> items{{"w", simple_tensor()}};
    for (int i = 0; i < 100; ++i) {
        items.emplace_back("adam" + std::to_string(i), optimiser);
    }
    expect_says(error_of_value(pickle::dict(items)), "more dictionaries");
}

TEST(Checkpoint, ForeignNamesAreRefused) {
    expect_says(error_of_value(pickle::reduce(pickle::global("posix", "system"),
                                              pickle::tuple({pickle::text("true")}))),
                "posix.system");
    expect_says(error_of_value(pickle::text("os") + pickle::text("system") + "\x93"), "os.system");
    expect_says(error_of_value(pickle::text("a\nb") + pickle::text("c") + "\x93"), "a?b.c");
    // Names that are known as values only cannot be used otherwise.
    expect_says(error_of_tensor(pickle::reduce(pickle::global("torch", "FloatStorage"), ")")),
                "do not fit");
    expect_says(error_of_tensor(pickle::reduce(pickle::text("x"), ")")), "no function");
}

TEST(Checkpoint, SettingsBesideTheWeightsAreInert) {
    const std::string options =
        pickle::global("argparse", "Namespace") + ")\x81" + pickle::dict({{"lr", "K\x01"}}) + "b";
    const auto dict = parse_checkpoint(zip_of(
        pickle::dict({{"args", options}, {"params", pickle::dict({{"w", simple_tensor()}})}}),
        {{"0", floats(4)}}));
    ASSERT_OK(dict);
    EXPECT_EQ(dict->size(), 1U);
}

TEST(Checkpoint, BrokenTensorsAreRefused) {
    const auto tensor = [](std::int64_t offset, const std::vector<std::int64_t>& shape,
                           const std::vector<std::int64_t>& strides) {
        return error_of_tensor(pickle::tensor("FloatStorage", "0", 4, offset, shape, strides));
    };
    constexpr std::int64_t kHuge = std::int64_t{1} << 40;
    expect_says(tensor(-1, {4}, {1}), "begins before");
    expect_says(tensor(1, {4}, {1}), "reaches beyond");
    expect_says(tensor(kHuge, {1}, {1}), "reaches beyond");
    expect_says(tensor(0, {2, 2}, {3, 1}), "reaches beyond");
    expect_says(tensor(0, {2}, {-1}), "reaches beyond");
    expect_says(tensor(0, {-4}, {1}), "shape [-4]");
    expect_says(tensor(0, {kHuge, kHuge}, {0, 0}), "no tensor can have");
    expect_says(tensor(0, {0, kHuge, kHuge}, {1, 1, 1}), "no tensor can have");
    expect_says(tensor(0, {1 << 20, 1 << 20}, {0, 0}), "twice its size");
    expect_says(tensor(0, {4}, {1, 1}), "different lengths");
    expect_says(error_of_tensor(simple_tensor("../0")), "is not in the file");
    expect_says(error_of_tensor(pickle::tensor("FloatStorage", "0", 5, 0, {4}, {1})), "16 bytes");
    expect_says(error_of_tensor(pickle::tensor("ComplexFloatStorage", "0", 2, 0, {2}, {1})),
                "complex");
    expect_says(error_of(zip_of(pickle::dict({{"w", simple_tensor()}}),
                                {{"0", bytes_of<float>({0, NAN, 1, 2})}})),
                "\"w\"");
    expect_says(error_of_value(pickle::dict({{"w", simple_tensor()}, {"w", simple_tensor()}})),
                "twice");
}

TEST(Checkpoint, BrokenPicklesAreRefused) {
    for (const std::string program :
         {"R", "t", "(", "0", "h\x01", "}K\x01s", "K\x01K\x02", "(0", "]K\x01K\x02s", "q\x01",
          "X\xff\xff\xff\x7f", "\x8a\x08", "cno line end", "\xff", "(K\x01\x81", "NN\x86Q", "Nb"}) {
        EXPECT_FALSE(error_of_value(program).empty()) << program;
    }
    expect_says(error_of_value("K\x01"), "single value");
    expect_says(error_of_value("}"), "no weights");
}

TEST(Checkpoint, DeepAndSelfContainingValuesDoNoHarm) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "]";
    }
    deep += std::string(99'999, 'a');
    expect_says(error_of_value(deep), "single value");
    expect_says(error_of_value(std::string(2'000'000, '(')), "too deeply");
    // x = {"params": x}
    expect_says(error_of_value("}q\x01" + pickle::text("params") + "h\x01s"), "no weights");
    // Each tuple holds the one before twice: 2^60 leaves when they are written out.
    std::string doubling = ")q\x01";
    for (int i = 0; i < 60; ++i) {
        doubling += std::string("0h\x01h\x01\x86q\x01", 8);
    }
    expect_says(error_of_value(doubling), "single value");
}

TEST(Checkpoint, DishonestZipsAreRefused) {
    const std::string program = pickle::finished(pickle::dict({{"w", simple_tensor()}}));
    const auto start = [&] {
        ZipWriter zip;
        zip.add("net/data.pkl", program);
        return zip;
    };
    EXPECT_EQ(error_of(start().add("net/data/0", floats(4)).bytes()), "");
    expect_says(error_of(start().add("net/data.pkl", program).bytes()), "two members");
    expect_says(
        error_of(start().add("net/data/0", floats(4)).lie_in_directory(0, "net/data/1").bytes()),
        "contradict");
    expect_says(
        error_of(start().add("net/data/0", floats(4)).lie_in_directory(8, "net/data/0").bytes()),
        "contradict");
    expect_says(error_of(start().add("other/data.pkl", program).bytes()), "several data.pkl");
    expect_says(error_of(ZipWriter().add("a.txt", "text").bytes()), "none of PyTorch");
    expect_says(error_of(start().add("net/byteorder", "big").bytes()), "big-endian");
    std::string long_name = start().add("net/data/0", floats(4)).bytes();
    constexpr std::size_t kNameSize = 26;
    long_name[kNameSize + 1] = '\x7f';
    expect_says(error_of(long_name), "cut short");
    const std::string whole = start().add("net/data/0", floats(4)).bytes();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_NE(error_of(whole.substr(0, length)), "") << length;
    }
}

TEST(Checkpoint, MembersOfAZipMayNotOverlap) {
    // The second member's header lies within the first one's content.
    ZipWriter inner;
    inner.add("net/data/0", floats(4));
    const std::string header_and_content = inner.bytes().substr(0, 30 + 10 + 16);
    ZipWriter outer;
    outer.add("net/outer", header_and_content);
    outer.list_again("net/data/0", 30 + 9, 16);
    expect_says(error_of(outer.bytes()), "overlap");
}

TEST(Checkpoint, OtherFilesAreNamed) {
    expect_says(error_of("<!DOCTYPE html><html>404</html>"), "a web page");
    expect_says(error_of(std::string("\x1f\x8b\x08", 3)), "gzip");
    expect_says(error_of("7767517\n1 1\n"), "ncnn");
    expect_says(error_of(R"({"modelTopology": {}})"), "TensorFlow.js");
    expect_says(error_of("\x80\x02K\x01."), "no weight file of PyTorch");
    expect_says(error_of("hello"), "known kind");
    expect_says(error_of(""), "empty");
}

TEST(Checkpoint, FilesAreReadAsMemoryIs) {
    const test::TemporaryFolder folder;
    const std::string bytes = zip_of(pickle::dict({{"w", simple_tensor()}}), {{"0", floats(4)}});
    ASSERT_OK(write_file(folder / "net.pth", bytes));
    const auto dict = read_checkpoint(folder / "net.pth");
    ASSERT_OK(dict);
    EXPECT_EQ(dict->find("w")->values.size(), 4U);
    EXPECT_EQ(dict->fingerprint, parse_checkpoint(bytes)->fingerprint);
    EXPECT_EQ(kind_of_weight_file(folder / "net.pth").value(), WeightFileKind::TorchZip);
    const auto missing = read_checkpoint(folder / "none.pth");
    ASSERT_FALSE(missing);
    expect_says(missing.error().message, "none.pth");
    expect_says(read_checkpoint(folder.path()).error().message, "not a file");
}

} // namespace
} // namespace kinovar::nn
