#include "core/nn/graph/builder.h"
#include "core/nn/graph/plan.h"
#include "tests/support/support.h"

namespace kinovar::nn::graph {
namespace {

Weight weight(std::vector<std::int64_t> shape) {
    Weight result;
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        count *= side;
    }
    result.shape = std::move(shape);
    result.values.assign(static_cast<std::size_t>(count), 0.5F);
    return result;
}

constexpr int kWide = 8;
constexpr int kGrowth = 4;

Builder::Blob conv(Builder& net, Builder::Blob from, int out) {
    return net.conv(from, weight({out, net.channels(from), 3, 3}), weight({out}));
}

/// Three convolutions that each see all before them, and the input added in the end.
Builder::Blob dense_block(Builder& net, Builder::Blob x) {
    const auto a = net.leaky_relu(conv(net, x, kGrowth), 0.2F);
    const auto b = net.leaky_relu(conv(net, net.concat({x, a}), kGrowth), 0.2F);
    const auto c = conv(net, net.concat({x, a, b}), kWide);
    return net.weighted_sum({c, x}, {0.2F, 1});
}

std::size_t count(const Plan& plan, PlanStep::Kind kind) {
    return static_cast<std::size_t>(
        std::count_if(plan.steps.begin(), plan.steps.end(),
                      [&](const PlanStep& step) { return step.kind == kind; }));
}

TEST(Plan, DenseBlocksAreConvolutionsAlone) {
    Builder net;
    auto x = conv(net, net.input(3), kWide);
    const auto first = x;
    x = dense_block(net, x);
    x = dense_block(net, x);
    x = net.add(conv(net, x, kWide), first);
    const auto graph = net.finish(conv(net, x, 3));
    ASSERT_OK(graph);
    const Plan plan = make_plan(*graph);
    // 1 + 2·3 + 1 + 1 convolutions; activations and sums are inside them. What the trunk's skip
    // reads long after the first block lies alone and is copied into that block once.
    EXPECT_EQ(count(plan, PlanStep::Kind::Run), 9U);
    EXPECT_EQ(count(plan, PlanStep::Kind::Copy), 1U);
}

TEST(Plan, JoinedBlobsLieSideBySide) {
    Builder net;
    const auto input = net.input(3);
    const auto a = conv(net, input, kWide);
    const auto b = conv(net, input, kGrowth);
    const auto joined = net.concat({a, b});
    const auto graph = net.finish(conv(net, joined, 3));
    ASSERT_OK(graph);
    const Plan plan = make_plan(*graph);
    const Place& first = plan.places[static_cast<std::size_t>(a)];
    const Place& second = plan.places[static_cast<std::size_t>(b)];
    EXPECT_EQ(first.buffer, second.buffer);
    EXPECT_EQ(first.begin, 0);
    EXPECT_EQ(second.begin, kWide);
    EXPECT_EQ(count(plan, PlanStep::Kind::Copy), 0U);
}

TEST(Plan, AnActivationAfterASumIsFusedAsTheLast) {
    Builder net;
    const auto x = conv(net, net.input(3), kWide);
    const auto y = net.leaky_relu(net.add(conv(net, x, kWide), x), 0.2F);
    const auto graph = net.finish(y);
    ASSERT_OK(graph);
    const Plan plan = make_plan(*graph);
    ASSERT_EQ(plan.steps.size(), 2U);
    EXPECT_TRUE(plan.steps[1].fusion.act_last);
    EXPECT_EQ(plan.steps[1].fusion.first, x);
}

TEST(Plan, WhatOthersReadIsNotFusedAway) {
    Builder net;
    const auto x = conv(net, net.input(3), kWide);
    const auto y = net.relu(x);
    const auto graph = net.finish(net.add(x, y));
    ASSERT_OK(graph);
    const Plan plan = make_plan(*graph);
    EXPECT_EQ(plan.steps.size(), 3U);
    EXPECT_FALSE(plan.steps[1].overwrites); // the sum needs x as it was
}

TEST(Plan, SlicesAreViews) {
    Builder net;
    const auto x = conv(net, net.input(3), kWide);
    auto graph = net.finish(x);
    ASSERT_OK(graph);
    Node slice;
    slice.type = "Crop";
    slice.layer = SliceLayer{2, 5};
    slice.inputs = {x};
    slice.outputs = {static_cast<int>(graph->blobs.size())};
    BlobFacts facts = graph->blobs[static_cast<std::size_t>(x)];
    facts.channels = 3;
    graph->blobs.push_back(facts);
    graph->outputs = slice.outputs;
    graph->nodes.push_back(slice);
    const Plan plan = make_plan(*graph);
    EXPECT_EQ(plan.steps.size(), 1U);
    const Place& place = plan.places[static_cast<std::size_t>(slice.outputs.front())];
    EXPECT_EQ(place.buffer, plan.places[static_cast<std::size_t>(x)].buffer);
    EXPECT_EQ(place.begin, 2);
    EXPECT_EQ(place.channels, 3);
}

} // namespace
} // namespace kinovar::nn::graph
