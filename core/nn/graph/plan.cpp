#include "core/nn/graph/plan.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kinovar::nn::graph {

namespace {

std::size_t index(int blob) {
    return static_cast<std::size_t>(blob);
}

template <class Kind>
const Kind* layer_of(const Node& node) {
    return std::get_if<Kind>(&node.layer);
}

/// A sum of two blobs with a factor each.
struct Sum {
    float factor[2];
};
std::optional<Sum> sum_of_two(const Node& node) {
    constexpr std::size_t kTwo = 2;
    if (node.inputs.size() != kTwo) {
        return std::nullopt;
    }
    if (const auto* eltwise = layer_of<EltwiseLayer>(node)) {
        if (eltwise->op == EltwiseOp::Sum) {
            return eltwise->coefficients.empty()
                       ? Sum{{1, 1}}
                       : Sum{{eltwise->coefficients[0], eltwise->coefficients[1]}};
        }
    }
    const auto* binary = layer_of<BinaryOpLayer>(node);
    if (binary != nullptr && !binary->with_scalar && binary->op == BinaryOp::Add) {
        return Sum{{1, 1}};
    }
    return std::nullopt;
}

class Planner {
public:
    explicit Planner(const Graph& graph) : graph_(graph) {
        plan_.owner = owners_of(graph);
        plan_.tail = tail_of(graph);
        facts_ = graph.blobs;
    }

    Plan work() {
        find_readers();
        make_steps();
        alias_slices();
        copy_what_cannot_move();
        place_joins();
        place_the_rest();
        mark_ends();
        plan_.floats_per_pixel = peak_floats();
        return std::move(plan_);
    }

private:
    [[nodiscard]] int owner(int blob) const { return plan_.owner[index(blob)]; }

    void find_readers() {
        readers_.resize(graph_.blobs.size());
        maker_.assign(graph_.blobs.size(), kNobody);
        for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
            const Node& node = graph_.nodes[i];
            if (layer_of<SplitLayer>(node) != nullptr) {
                continue;
            }
            for (const int input : node.inputs) {
                readers_[index(owner(input))].push_back(i);
            }
            for (const int output : node.outputs) {
                maker_[index(output)] = i;
            }
        }
        for (const int output : graph_.outputs) {
            readers_[index(owner(output))].push_back(kCaller);
        }
    }

    void make_steps() {
        absorbed_.assign(graph_.nodes.size(), false);
        plan_.tail_step = kNobody;
        for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
            if (plan_.tail && i == plan_.tail->first_node) {
                plan_.tail_step = plan_.steps.size();
            }
            const Node& node = graph_.nodes[i];
            if (absorbed_[i] || layer_of<InputLayer>(node) != nullptr ||
                layer_of<SplitLayer>(node) != nullptr) {
                continue;
            }
            PlanStep step;
            step.node = i;
            for (const int input : node.inputs) {
                step.inputs.push_back(owner(input));
            }
            step.output = node.outputs.front();
            if (layer_of<ConvolutionLayer>(node) != nullptr) {
                fuse(step);
            }
            plan_.steps.push_back(std::move(step));
        }
        if (plan_.tail_step == kNobody) {
            plan_.tail_step = plan_.steps.size();
        }
    }

    /// Takes over, one after the other, the layers that alone read what the convolution makes.
    void fuse(PlanStep& step) {
        const auto& convolution = *layer_of<ConvolutionLayer>(graph_.nodes[step.node]);
        step.fusion.act = convolution.activation;
        step.fusion.slope = convolution.slope;
        for (;;) {
            const std::vector<std::size_t>& readers = readers_[index(step.output)];
            if (readers.size() != 1 || readers.front() == kCaller || step.fusion.act_last ||
                crosses_tail(step.node, readers.front())) {
                return;
            }
            const Node& next = graph_.nodes[readers.front()];
            if (!fuse_activation(step, next, readers.front()) && !fuse_sum(step, next) &&
                !fuse_factor(step.fusion, next)) {
                return;
            }
            absorbed_[readers.front()] = true;
            step.output = next.outputs.front();
        }
    }

    [[nodiscard]] bool crosses_tail(std::size_t from, std::size_t to) const {
        return plan_.tail && from < plan_.tail->first_node && to >= plan_.tail->first_node;
    }

    static bool fuse_activation(PlanStep& step, const Node& next, std::size_t next_index) {
        Fusion& fusion = step.fusion;
        const auto* relu = layer_of<ReluLayer>(next);
        const auto* prelu = layer_of<PReluLayer>(next);
        const bool has_act = fusion.act != Activation::None || fusion.slopes_node;
        if (has_act || (relu == nullptr && prelu == nullptr)) {
            return false;
        }
        if (relu != nullptr) {
            fusion.act = Activation::LeakyRelu;
            fusion.slope = relu->slope;
        } else if (prelu->slopes.size() == 1) {
            fusion.act = Activation::LeakyRelu;
            fusion.slope = prelu->slopes.front();
        } else {
            fusion.slopes_node = next_index;
        }
        fusion.act_last = fusion.first.has_value() || fusion.scale != 1;
        return true;
    }

    bool fuse_sum(PlanStep& step, const Node& next) {
        Fusion& fusion = step.fusion;
        const std::optional<Sum> sum = sum_of_two(next);
        if (!sum || fusion.second) {
            return false;
        }
        const std::size_t mine = owner(next.inputs[0]) == step.output ? 0 : 1;
        const int other = owner(next.inputs[1 - mine]);
        const bool there_already =
            maker_[index(other)] == kNobody || maker_[index(other)] < step.node;
        if (other == step.output || !there_already ||
            facts_[index(other)].channels != facts_[index(step.output)].channels) {
            return false;
        }
        fusion.scale *= sum->factor[mine];
        fusion.first_scale *= fusion.first ? sum->factor[mine] : 1;
        (fusion.first ? fusion.second_scale : fusion.first_scale) = sum->factor[1 - mine];
        (fusion.first ? fusion.second : fusion.first) = other;
        return true;
    }

    static bool fuse_factor(Fusion& fusion, const Node& next) {
        const auto* binary = layer_of<BinaryOpLayer>(next);
        if (binary == nullptr || !binary->with_scalar || binary->op != BinaryOp::Mul) {
            return false;
        }
        fusion.scale *= binary->scalar;
        fusion.first_scale *= binary->scalar;
        fusion.second_scale *= binary->scalar;
        return true;
    }

    /// Calls `visit` with every blob that a step reads.
    template <class Visit>
    static void each_read(const PlanStep& step, Visit&& visit) {
        std::for_each(step.inputs.begin(), step.inputs.end(), visit);
        if (step.fusion.first) {
            visit(*step.fusion.first);
        }
        if (step.fusion.second) {
            visit(*step.fusion.second);
        }
    }

    [[nodiscard]] bool is(const PlanStep& step, bool (*test)(const Layer&)) const {
        return step.kind == PlanStep::Kind::Run && test(graph_.nodes[step.node].layer);
    }
    static bool is_concat(const Layer& layer) { return std::holds_alternative<ConcatLayer>(layer); }
    static bool is_slice(const Layer& layer) { return std::holds_alternative<SliceLayer>(layer); }

    /// The last step that reads each blob (or makes it).
    [[nodiscard]] std::vector<std::size_t> last_reads() const {
        std::vector<std::size_t> last(facts_.size(), 0);
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            each_read(plan_.steps[i], [&](int blob) { last[index(blob)] = i; });
            last[index(plan_.steps[i].output)] = std::max(last[index(plan_.steps[i].output)], i);
        }
        for (const int output : graph_.outputs) {
            last[index(owner(output))] = plan_.steps.size();
        }
        return last;
    }

    void alias_slices() {
        plan_.places.resize(facts_.size());
        for (const PlanStep& step : plan_.steps) {
            if (is(step, &is_slice)) {
                sliced_[step.output] = step.inputs.front();
            }
        }
    }

    /// A blob cannot be made inside a join when it comes from outside, lies in another blob
    /// already, is joined twice, was made before the tail that joins it, or lives on long after the
    /// join, which would keep the whole of it alive.
    [[nodiscard]] bool can_move(int blob, std::size_t join, std::size_t join_ends,
                                const std::vector<std::size_t>& last,
                                const std::vector<std::size_t>& made) const {
        const bool from_outside = made[index(blob)] == kNobody;
        const bool is_output = std::any_of(graph_.outputs.begin(), graph_.outputs.end(),
                                           [&](int output) { return owner(output) == blob; });
        const bool before_tail = join >= plan_.tail_step && made[index(blob)] < plan_.tail_step;
        return !from_outside && !is_output && !before_tail && !sliced_.contains(blob) &&
               last[index(blob)] <= join_ends;
    }

    void copy_what_cannot_move() {
        const std::vector<std::size_t> last = last_reads();
        std::vector<std::size_t> made(facts_.size(), kNobody);
        std::map<int, std::size_t> join_ends; // of a blob: when the last join that holds it ends
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            const PlanStep& step = plan_.steps[i];
            made[index(step.output)] = i;
            if (is(step, &is_concat)) {
                for (const int blob : step.inputs) {
                    std::size_t& end = join_ends[blob];
                    end = std::max(end, last[index(step.output)]);
                }
            }
        }
        std::vector<PlanStep> steps;
        std::map<int, int> copies;
        std::size_t tail_step = kNobody;
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            if (i == plan_.tail_step) {
                tail_step = steps.size();
            }
            PlanStep& step = plan_.steps[i];
            if (is(step, &is_concat)) {
                std::vector<int> seen;
                for (int& blob : step.inputs) {
                    const bool twice = std::find(seen.begin(), seen.end(), blob) != seen.end();
                    seen.push_back(blob);
                    if (twice || !can_move(blob, i, join_ends[blob], last, made)) {
                        blob = copy_of(blob, twice, copies, steps);
                    }
                }
            }
            steps.push_back(std::move(step));
        }
        plan_.steps = std::move(steps);
        plan_.tail_step = std::min(tail_step, plan_.steps.size());
    }

    int copy_of(int blob, bool again, std::map<int, int>& copies, std::vector<PlanStep>& steps) {
        const auto found = copies.find(blob);
        if (found != copies.end() && !again) {
            return found->second;
        }
        const int copy = static_cast<int>(facts_.size());
        facts_.push_back(facts_[index(blob)]);
        plan_.places.emplace_back();
        copies[blob] = copy;
        PlanStep step;
        step.kind = PlanStep::Kind::Copy;
        step.inputs = {blob};
        step.output = copy;
        steps.push_back(std::move(step));
        return copy;
    }

    int new_buffer(int channels, int like) {
        plan_.channels_of.push_back(channels);
        plan_.like.push_back(like);
        return static_cast<int>(plan_.channels_of.size()) - 1;
    }

    [[nodiscard]] bool is_placed(int blob) const { return plan_.places[index(blob)].buffer >= 0; }

    /// The widest first: those inside it are then mere views of it.
    void place_joins() {
        std::vector<std::size_t> joins;
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            if (is(plan_.steps[i], &is_concat)) {
                joins.push_back(i);
            }
        }
        const auto width = [&](std::size_t i) {
            return facts_[index(plan_.steps[i].output)].channels;
        };
        std::stable_sort(joins.begin(), joins.end(),
                         [&](std::size_t a, std::size_t b) { return width(a) > width(b); });
        std::map<std::size_t, std::vector<std::pair<int, int>>> late; // per step: copies to add
        for (const std::size_t i : joins) {
            place_join(plan_.steps[i], late[i]);
        }
        insert_copies(late);
    }

    void place_join(PlanStep& step, std::vector<std::pair<int, int>>& copies) {
        if (is_view(step)) {
            const Place& first = plan_.places[index(step.inputs.front())];
            plan_.places[index(step.output)] = {first.buffer, first.begin,
                                                facts_[index(step.output)].channels};
            return;
        }
        if (!is_placed(step.output)) {
            const int channels = facts_[index(step.output)].channels;
            plan_.places[index(step.output)] = {new_buffer(channels, step.output), 0, channels};
        }
        const Place whole = plan_.places[index(step.output)];
        int begin = whole.begin;
        for (int& blob : step.inputs) {
            const int channels = facts_[index(blob)].channels;
            if (is_placed(blob)) { // in another join: bring a copy
                const int copy = static_cast<int>(facts_.size());
                facts_.push_back(facts_[index(blob)]);
                plan_.places.emplace_back();
                copies.emplace_back(blob, copy);
                blob = copy;
            }
            plan_.places[index(blob)] = {whole.buffer, begin, channels};
            begin += channels;
        }
    }

    void insert_copies(const std::map<std::size_t, std::vector<std::pair<int, int>>>& late) {
        std::vector<PlanStep> steps;
        std::size_t tail_step = kNobody;
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            if (i == plan_.tail_step) {
                tail_step = steps.size();
            }
            if (const auto found = late.find(i); found != late.end()) {
                for (const auto& [from, to] : found->second) {
                    PlanStep step;
                    step.kind = PlanStep::Kind::Copy;
                    step.inputs = {from};
                    step.output = to;
                    steps.push_back(std::move(step));
                }
            }
            steps.push_back(std::move(plan_.steps[i]));
        }
        plan_.steps = std::move(steps);
        plan_.tail_step = std::min(tail_step, plan_.steps.size());
    }

    /// Whether the blobs of a join lie side by side already.
    [[nodiscard]] bool is_view(const PlanStep& step) const {
        const Place* before = nullptr;
        for (const int blob : step.inputs) {
            const Place& place = plan_.places[index(blob)];
            if (place.buffer < 0 ||
                (before != nullptr && (place.buffer != before->buffer ||
                                       place.begin != before->begin + before->channels))) {
                return false;
            }
            before = &place;
        }
        return !is_placed(step.output);
    }

    void place_the_rest() {
        for (const int input : graph_.inputs) {
            place_alone(input);
        }
        for (const PlanStep& step : plan_.steps) {
            const auto sliced = sliced_.find(step.output);
            if (sliced == sliced_.end()) {
                place_alone(step.output);
                continue;
            }
            const auto& slice = std::get<SliceLayer>(graph_.nodes[step.node].layer);
            const Place& whole = plan_.places[index(sliced->second)];
            plan_.places[index(step.output)] = {whole.buffer, whole.begin + slice.begin,
                                                facts_[index(step.output)].channels};
        }
        drop_joins_and_slices();
    }

    /// They have their places; nothing is left to be done.
    void drop_joins_and_slices() {
        std::vector<PlanStep> steps;
        std::size_t tail_step = kNobody;
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            if (i == plan_.tail_step) {
                tail_step = steps.size();
            }
            if (!is(plan_.steps[i], &is_concat) && !is(plan_.steps[i], &is_slice)) {
                steps.push_back(std::move(plan_.steps[i]));
            }
        }
        plan_.steps = std::move(steps);
        plan_.tail_step = std::min(tail_step, plan_.steps.size());
    }

    void place_alone(int blob) {
        if (!is_placed(blob)) {
            const int channels = facts_[index(blob)].channels;
            plan_.places[index(blob)] = {new_buffer(channels, blob), 0, channels};
        }
    }

    void mark_ends() {
        constexpr std::size_t kNever = static_cast<std::size_t>(-1);
        std::vector<std::size_t> last(plan_.channels_of.size(), 0);
        std::vector<int> blobs_in(plan_.channels_of.size(), 0);
        const auto buffer = [&](int blob) { return index(plan_.places[index(blob)].buffer); };
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            each_read(plan_.steps[i], [&](int blob) { last[buffer(blob)] = i; });
            last[buffer(plan_.steps[i].output)] = i;
        }
        for (const int output : graph_.outputs) {
            last[buffer(owner(output))] = kNever;
        }
        for (std::size_t blob = 0; blob < plan_.places.size(); ++blob) {
            if (plan_.places[blob].buffer >= 0) {
                ++blobs_in[index(plan_.places[blob].buffer)];
            }
        }
        for (const int input : graph_.inputs) {
            blobs_in[buffer(input)] = kNotOurs;
        }
        if (plan_.tail) { // every strip reads it
            blobs_in[buffer(owner(plan_.tail->cut))] = kNotOurs;
        }
        for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
            PlanStep& step = plan_.steps[i];
            each_read(step, [&](int blob) {
                const int one = plan_.places[index(blob)].buffer;
                if (last[index(one)] == i &&
                    std::find(step.ends.begin(), step.ends.end(), one) == step.ends.end()) {
                    step.ends.push_back(one);
                }
            });
            if (!step.inputs.empty()) {
                const int blob = step.inputs.front();
                step.overwrites = last[buffer(blob)] == i && blobs_in[buffer(blob)] == 1 &&
                                  std::count(step.inputs.begin(), step.inputs.end(), blob) == 1;
            }
        }
    }

    [[nodiscard]] double floats_of(int buffer) const {
        const BlobFacts& facts = facts_[index(plan_.like[index(buffer)])];
        return static_cast<double>(plan_.channels_of[index(buffer)]) * facts.scale_w *
               facts.scale_h / (static_cast<double>(facts.divisor_w) * facts.divisor_h);
    }

    /// Follows the executor: a layer that is no convolution may need its result twice, and a tail
    /// is run in strips, so that of its large buffers only the result counts.
    [[nodiscard]] std::int64_t peak_floats() const {
        std::vector<bool> alive(plan_.channels_of.size(), false);
        double floats = 0;
        double peak = 0;
        const auto begin = [&](int buffer) {
            floats += alive[index(buffer)] ? 0 : floats_of(buffer);
            alive[index(buffer)] = true;
        };
        for (const int input : graph_.inputs) {
            begin(plan_.places[index(input)].buffer);
        }
        for (std::size_t i = 0; i < plan_.tail_step && i < plan_.steps.size(); ++i) {
            const PlanStep& step = plan_.steps[i];
            begin(plan_.places[index(step.output)].buffer);
            peak = std::max(peak, floats);
            for (const int buffer : step.ends) {
                floats -= alive[index(buffer)] ? floats_of(buffer) : 0;
                alive[index(buffer)] = false;
            }
        }
        if (plan_.tail) {
            peak = std::max(
                peak,
                floats + floats_of(plan_.places[index(owner(graph_.outputs.front()))].buffer));
        }
        return static_cast<std::int64_t>(std::ceil(peak));
    }

    static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
    static constexpr std::size_t kCaller = static_cast<std::size_t>(-2);
    static constexpr int kNotOurs = 1000;

    const Graph& graph_;
    Plan plan_;
    std::vector<BlobFacts> facts_; // of the graph's blobs and of copies
    std::vector<std::vector<std::size_t>> readers_;
    std::vector<std::size_t> maker_;
    std::vector<bool> absorbed_;
    std::map<int, int> sliced_; // blob → what it is a slice of
};

} // namespace

Plan make_plan(const Graph& graph) {
    return Planner(graph).work();
}

} // namespace kinovar::nn::graph
