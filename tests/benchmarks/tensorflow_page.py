"""The first sample page as a script of TensorFlow: what `blockprop run` is held against."""

import tensorflow as tf

STRIDES = [1, 3, 2, 1]

numbers = tf.reshape(tf.range(1.0, 17.0), (2, 2, 2, 2))
y = tf.raw_ops.Conv2D(input=numbers, filter=numbers, strides=STRIDES, padding="SAME")
dx = tf.raw_ops.Conv2DBackpropInput(
    input_sizes=[2, 2, 2, 2], filter=numbers, out_backprop=y, strides=STRIDES, padding="SAME"
)
print(dx.numpy())
