// Which variable a name means, found once when a template is compiled.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   1. When a scope is entered, everything in it is looked through in order, but not the scopes
//      inside of it: what it sets, what it reads (collect_...).  This settles what each of its
//      variables begins with: nothing, a value from outside, or the variable of a scope around.
//   2. Then the names in it get their places, and scopes inside are entered (place_...).
//
// Macros, call blocks, loops' tests and bodies of recursive loops run as functions of their own,
// whose variables exist once for each call.
#include "template/scopes.hpp"

#include <map>
#include <set>
#include <vector>

namespace escapement::templates {
namespace {

struct FunctionScope {
    FunctionScope* around = nullptr;
    std::uint32_t depth = 0;
    std::uint32_t slots = 0;
};

struct Variable {
    FunctionScope* function = nullptr;
    std::uint32_t index = 0;
};

// The variables of one scope; a branch of an `if` works on a copy, which shares the places.
struct Symbols {
    const Symbols* around = nullptr;
    FunctionScope* function = nullptr;
    std::map<TextId, std::uint32_t>* places = nullptr;
    std::map<TextId, std::uint32_t> known;  // names that this scope has a variable for
    std::map<std::uint32_t, Load> loads;
    std::set<TextId> sets;

    std::optional<Variable> find(TextId name) const {
        for (const Symbols* scope = this; scope != nullptr; scope = scope->around)
            if (const auto found = scope->known.find(name); found != scope->known.end())
                return Variable{scope->function, found->second};
        return std::nullopt;
    }

    std::uint32_t define(TextId name, Load load) {
        const auto [at, added] = places->try_emplace(name, function->slots);
        if (added) ++function->slots;
        known[name] = at->second;
        load.index = at->second;
        loads[at->second] = load;
        return at->second;
    }

    std::uint32_t declare_parameter(TextId name) {
        sets.insert(name);
        return define(name, {.from = Load::From::parameter});
    }

    void read(TextId name) {
        if (!find(name)) define(name, {.from = Load::From::outside, .name = name});
    }

    // Begins with the variable of the scope around, if there is one.
    Load from_around(TextId name, Load otherwise) const {
        const auto outer = around != nullptr ? around->find(name) : std::nullopt;
        if (!outer) return otherwise;
        return {.from = Load::From::variable,
                .variable = {function->depth - outer->function->depth, outer->index}};
    }

    void store(TextId name) {
        sets.insert(name);
        if (!known.contains(name)) define(name, from_around(name, {.from = Load::From::nowhere}));
    }

    // What some branches set and others do not begins with what it was before.
    void merge(const std::vector<Symbols>& branches) {
        std::map<TextId, std::size_t> counts;
        for (const Symbols& branch : branches)
            for (const TextId name : branch.sets)
                if (!sets.contains(name)) ++counts[name];
        for (const Symbols& branch : branches) {
            for (const auto& [name, index] : branch.known) known[name] = index;
            for (const auto& [index, load] : branch.loads) loads[index] = load;
            sets.insert(branch.sets.begin(), branch.sets.end());
        }
        for (const auto& [name, count] : counts) {
            if (count == branches.size()) continue;
            Load load = from_around(name, {.from = Load::From::outside, .name = name});
            load.index = known.at(name);
            loads[load.index] = load;
        }
    }
};

class Resolver {
  public:
    explicit Resolver(Tree& tree)
        : tree_(tree),
          loop_name_(tree.intern("loop")),
          caller_(tree.intern("caller")),
          varargs_(tree.intern("varargs")),
          kwargs_(tree.intern("kwargs")) {}

    std::optional<SyntaxProblem> all() {
        FunctionScope function;
        Scope scope(nullptr, &function);
        collect(tree_.body, scope.symbols);
        place(tree_.body, scope.symbols);
        tree_.frame = keep(scope.symbols);
        tree_.slots = function.slots;
        return problem_;
    }

  private:
    // Symbols with their places.
    struct Scope {
        Scope(const Symbols* around, FunctionScope* function) {
            symbols.around = around;
            symbols.function = function;
            symbols.places = &places;
        }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        std::map<TextId, std::uint32_t> places;
        Symbols symbols;
    };

    const Node& at(NodeId id) const { return tree_.nodes[id]; }

    std::uint32_t keep(const Symbols& symbols) {
        Frame frame;
        for (const auto& [index, load] : symbols.loads) frame.loads.push_back(load);
        tree_.frames.push_back(std::move(frame));
        return static_cast<std::uint32_t>(tree_.frames.size() - 1);
    }

    void fail(std::size_t place_of, std::string message) {
        if (!problem_) problem_ = SyntaxProblem{std::move(message), place_of};
    }

    // 1. Collect

    void collect(NodeId id, Symbols& symbols) {
        if (id == 0) return;
        const Node& node = at(id);
        switch (node.type) {
            case Type::name:
                return symbols.read(node.text);
            case Type::condition:
                return collect_condition(node, symbols);
            case Type::loop:
                return collect(tree_.loops[node.number].items, symbols);
            case Type::set:
                collect(node.b, symbols);
                return collect_target(node.a, symbols);
            case Type::set_block:
                return collect_target(node.a, symbols);
            case Type::macro:
                return symbols.store(at(node.a).text);
            case Type::call_block:
            case Type::filter_block:
                return collect(node.a, symbols);
            case Type::with:
                for (std::uint32_t i = 1; i < node.count; i += 2)
                    collect(tree_.children[node.first + i], symbols);
                return;
            default:
                return collect_parts(node, symbols);
        }
    }

    void collect_parts(const Node& node, Symbols& symbols) {
        collect(node.a, symbols);
        for (const NodeId child : tree_.children_of(node)) collect(child, symbols);
        collect(node.b, symbols);
        collect(node.c, symbols);
    }

    void collect_target(NodeId id, Symbols& symbols) {
        const Node& node = at(id);
        if (node.type == Type::name) symbols.store(node.text);
        if (node.type == Type::namespace_target) symbols.read(at(node.a).text);
        for (const NodeId child : tree_.children_of(node)) collect_target(child, symbols);
    }

    void collect_parameter(NodeId id, Symbols& symbols) {
        const Node& node = at(id);
        if (node.type == Type::name) symbols.declare_parameter(node.text);
        for (const NodeId child : tree_.children_of(node)) collect_parameter(child, symbols);
    }

    void collect_condition(const Node& node, Symbols& symbols) {
        collect(node.a, symbols);
        std::vector<Symbols> branches(3, symbols);
        collect(node.b, branches[0]);
        for (const NodeId other : tree_.children_of(node)) collect(other, branches[1]);
        collect(node.c, branches[2]);
        symbols.merge(branches);
    }

    // 2. Place

    void place(NodeId id, Symbols& symbols) {
        if (id == 0) return;
        switch (at(id).type) {
            case Type::name:
                return place_name(id, symbols);
            case Type::loop:
                return place_loop(at(id).number, symbols);
            case Type::set_block:
                place(at(id).a, symbols);
                return place_set_block(id, symbols);
            case Type::macro:
                place(at(id).a, symbols);
                return place_function(at(id).number, symbols);
            case Type::call_block:
                place(at(id).a, symbols);
                return place_function(at(id).number, symbols);
            case Type::filter_block:
                return place_filter_block(id, symbols);
            case Type::with:
                return place_with(id, symbols);
            default:
                return place_parts(id, symbols);
        }
    }

    void place_parts(NodeId id, Symbols& symbols) {
        const Node node = at(id);
        place(node.a, symbols);
        place(node.b, symbols);
        place(node.c, symbols);
        for (std::uint32_t i = 0; i < node.count; ++i)
            place(tree_.children[node.first + i], symbols);
    }

    void place_name(NodeId id, Symbols& symbols) {
        Node& node = tree_.nodes[id];
        symbols.read(node.text);
        const auto variable = symbols.find(node.text);
        node.place = {symbols.function->depth - variable->function->depth, variable->index};
    }

    void place_set_block(NodeId id, Symbols& symbols) {
        Scope scope(&symbols, symbols.function);
        collect(at(id).c, scope.symbols);
        collect(at(id).b, scope.symbols);
        place(at(id).c, scope.symbols);
        place(at(id).b, scope.symbols);
        tree_.nodes[id].number = keep(scope.symbols);
    }

    void place_filter_block(NodeId id, Symbols& symbols) {
        Scope scope(&symbols, symbols.function);
        collect(at(id).b, scope.symbols);
        collect(at(id).a, scope.symbols);
        place(at(id).b, scope.symbols);
        place(at(id).a, scope.symbols);
        tree_.nodes[id].number = keep(scope.symbols);
    }

    void place_with(NodeId id, Symbols& symbols) {
        const Node node = at(id);
        Scope scope(&symbols, symbols.function);
        for (std::uint32_t i = 0; i < node.count; i += 2)
            collect_parameter(tree_.children[node.first + i], scope.symbols);
        collect(node.b, scope.symbols);
        for (std::uint32_t i = 0; i < node.count; ++i)
            place(tree_.children[node.first + i], i % 2 == 0 ? scope.symbols : symbols);
        place(node.b, scope.symbols);
        tree_.nodes[id].number = keep(scope.symbols);
    }

    void place_loop(std::uint32_t number, Symbols& symbols) {
        Loop loop = tree_.loops[number];
        check_loop_name(loop.target);
        place(loop.items, symbols);
        FunctionScope body_function{symbols.function, symbols.function->depth + 1};
        Scope body(&symbols, loop.recursive ? &body_function : symbols.function);
        loop.extended = loop.recursive || reads(loop.body, loop_name_);
        if (loop.extended) loop.loop_index = body.symbols.declare_parameter(loop_name_);
        if (loop.test != 0) place_test(loop, symbols);
        collect_parameter(loop.target, body.symbols);
        collect(loop.body, body.symbols);
        place(loop.target, body.symbols);
        place(loop.body, body.symbols);
        loop.body_frame = keep(body.symbols);
        if (loop.otherwise != 0) {
            Scope other(&symbols, body.symbols.function);
            collect(loop.otherwise, other.symbols);
            place(loop.otherwise, other.symbols);
            loop.otherwise_frame = keep(other.symbols);
        }
        loop.body_slots = body_function.slots;
        tree_.loops[number] = loop;
    }

    void place_test(Loop& loop, Symbols& symbols) {
        FunctionScope function{symbols.function, symbols.function->depth + 1};
        Scope scope(&symbols, &function);
        loop.test_target = copy_of_target(loop.target);
        collect_parameter(loop.test_target, scope.symbols);
        collect(loop.test, scope.symbols);
        place(loop.test_target, scope.symbols);
        place(loop.test, scope.symbols);
        loop.test_frame = keep(scope.symbols);
        loop.test_slots = function.slots;
    }

    NodeId copy_of_target(NodeId id) {
        Node copy = at(id);
        std::vector<NodeId> children;
        for (std::uint32_t i = 0; i < copy.count; ++i)
            children.push_back(copy_of_target(tree_.children[at(id).first + i]));
        copy.first = static_cast<std::uint32_t>(tree_.children.size());
        tree_.children.insert(tree_.children.end(), children.begin(), children.end());
        tree_.nodes.push_back(copy);
        return static_cast<NodeId>(tree_.nodes.size() - 1);
    }

    void check_loop_name(NodeId id) {
        const Node& node = at(id);
        if (node.type == Type::name && node.text == loop_name_)
            fail(node.begin, "Can't assign to special loop variable in for-loop target");
        for (const NodeId child : tree_.children_of(node)) check_loop_name(child);
    }

    void place_function(std::uint32_t number, Symbols& symbols) {
        FunctionScope inner{symbols.function, symbols.function->depth + 1};
        Scope scope(&symbols, &inner);
        Function function = tree_.functions[number];
        for (const auto& parameter : function.parameters)
            scope.symbols.declare_parameter(at(parameter.name).text);
        for (const auto& parameter : function.parameters)
            collect(parameter.otherwise, scope.symbols);
        declare_special(function, scope.symbols);
        collect(function.body, scope.symbols);
        for (const auto& parameter : function.parameters) {
            place(parameter.name, scope.symbols);
            place(parameter.otherwise, scope.symbols);
        }
        place(function.body, scope.symbols);
        function.frame = keep(scope.symbols);
        function.slots = inner.slots;
        tree_.functions[number] = function;
    }

    // caller, kwargs and varargs exist where a body names them.
    void declare_special(Function& function, Symbols& symbols) {
        const auto parameter_called = [&](TextId name) -> const FunctionParameter* {
            for (const auto& parameter : function.parameters)
                if (at(parameter.name).text == name) return &parameter;
            return nullptr;
        };
        if (reads(function.body, caller_)) {
            const FunctionParameter* const own = parameter_called(caller_);
            if (own != nullptr && own->otherwise == 0)
                fail(at(own->name).begin,
                     "When defining macros or call blocks the special \"caller\" argument must be "
                     "omitted or be given a default.");
            function.takes_caller = true;
            if (own == nullptr) function.caller_index = symbols.declare_parameter(caller_);
        }
        if (reads(function.body, kwargs_) && parameter_called(kwargs_) == nullptr) {
            function.takes_named = true;
            function.named_index = symbols.declare_parameter(kwargs_);
        }
        if (reads(function.body, varargs_) && parameter_called(varargs_) == nullptr) {
            function.takes_rest = true;
            function.rest_index = symbols.declare_parameter(varargs_);
        }
    }

    // Whether a name is read anywhere below a node, in inner scopes too.
    bool reads(NodeId id, TextId name) const {
        if (id == 0) return false;
        const Node& node = at(id);
        if (node.type == Type::name && node.text == name) return true;
        if (node.type == Type::loop) {
            const Loop& loop = tree_.loops[node.number];
            return reads(loop.items, name) || reads(loop.test, name) || reads(loop.body, name) ||
                   reads(loop.otherwise, name);
        }
        if (node.type == Type::macro || node.type == Type::call_block) {
            const Function& function = tree_.functions[node.number];
            for (const auto& parameter : function.parameters)
                if (reads(parameter.otherwise, name)) return true;
            if (reads(function.body, name)) return true;
        }
        const bool sets =
            node.type == Type::set || node.type == Type::set_block || node.type == Type::macro;
        if (!sets && reads(node.a, name)) return true;
        for (std::uint32_t i = node.type == Type::with ? 1 : 0; i < node.count;
             i += node.type == Type::with ? 2 : 1)
            if (reads(tree_.children[node.first + i], name)) return true;
        return reads(node.b, name) || reads(node.c, name);
    }

    Tree& tree_;
    TextId loop_name_;
    TextId caller_;
    TextId varargs_;
    TextId kwargs_;
    std::optional<SyntaxProblem> problem_;
};

}  // namespace

std::optional<SyntaxProblem> resolve(Tree& tree) {
    return Resolver(tree).all();
}

}  // namespace escapement::templates
